"""Writes into the logits that it was handed.

en: Line 12 writes into an array that was handed to your function
ja: 12 行目が、渡された配列を書き換えています
"""

import numpy as np


def log_sum_exp(logits):
    m = logits.max(axis=1)
    logits -= m[:, np.newaxis]
    return m + np.log(np.exp(logits).sum(axis=1))


def cross_entropy(logits, t):
    right = logits[np.arange(len(t)), t]
    return (log_sum_exp(logits) - right).mean()
