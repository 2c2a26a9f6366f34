"""Takes the maximum of the whole batch away, so other rows underflow.

en: Whose maximum was taken away?
ja: どの範囲の最大値ですか
"""

import numpy as np


def log_sum_exp(logits):
    m = logits.max()
    return m + np.log(np.exp(logits - m).sum(axis=1))


def cross_entropy(logits, t):
    right = logits[np.arange(len(t)), t]
    return (log_sum_exp(logits) - right).mean()
