"""Forgets keepdims, which a square batch lets pass.

en: Which shape belongs to one number a row?
ja: どんな形状が要るでしょうか
"""

import numpy as np


def log_sum_exp(logits):
    m = logits.max(axis=1)
    return m + np.log(np.exp(logits - m).sum(axis=1))


def cross_entropy(logits, t):
    right = logits[np.arange(len(t)), t]
    return (log_sum_exp(logits) - right).mean()
