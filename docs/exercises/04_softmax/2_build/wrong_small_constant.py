"""Adds 1e-7 inside the logarithm.

en: What was added inside the logarithm?
ja: 対数の中に、何を足しましたか
"""

import numpy as np


def log_sum_exp(logits):
    m = logits.max(axis=1, keepdims=True)
    return m[:, 0] + np.log(np.exp(logits - m).sum(axis=1))


def cross_entropy(logits, t):
    p = np.exp(logits - log_sum_exp(logits)[:, np.newaxis])
    return -np.log(p[np.arange(len(t)), t] + 1e-7).mean()
