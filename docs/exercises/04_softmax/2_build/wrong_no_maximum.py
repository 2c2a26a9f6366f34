"""Takes no maximum away.

en: Line 11 overflows
ja: 11 行目が、ロジット
"""

import numpy as np


def log_sum_exp(logits):
    return np.log(np.exp(logits).sum(axis=1))


def cross_entropy(logits, t):
    right = logits[np.arange(len(t)), t]
    return (log_sum_exp(logits) - right).mean()
