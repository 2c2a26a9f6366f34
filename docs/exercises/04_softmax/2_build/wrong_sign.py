"""Forgets the minus sign.

en: the sign is wrong
ja: 符号が逆です
"""

import numpy as np


def log_sum_exp(logits):
    m = logits.max(axis=1, keepdims=True)
    return m[:, 0] + np.log(np.exp(logits - m).sum(axis=1))


def cross_entropy(logits, t):
    right = logits[np.arange(len(t)), t]
    return (right - log_sum_exp(logits)).mean()
