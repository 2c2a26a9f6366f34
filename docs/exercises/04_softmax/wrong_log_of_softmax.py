"""Takes the logarithm of a softmax that has underflowed.

en: takes the logarithm of 0
ja: 0 の対数をとります
"""

import numpy as np


def log_sum_exp(logits):
    m = logits.max(axis=1, keepdims=True)
    return m[:, 0] + np.log(np.exp(logits - m).sum(axis=1))


def cross_entropy(logits, t):
    p = np.exp(logits - log_sum_exp(logits)[:, np.newaxis])
    return -np.log(p[np.arange(len(t)), t]).mean()
