"""Normalises nothing.

en: nothing is normalised
ja: 正規化もされていません
"""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    C = x.shape[1]
    return gamma.reshape(C, 1, 1) * x / np.sqrt(1 + 0 * eps) + beta.reshape(C, 1, 1)
