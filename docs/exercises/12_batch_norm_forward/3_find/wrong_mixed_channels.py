"""Flattens to (-1, C) at once.

en: mixes the channels
ja: チャンネルが混ざって
"""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    N, C, H, W = x.shape
    flat = x.reshape(-1, C)
    flat = (flat - flat.mean(axis=0)) / np.sqrt(flat.var(axis=0) + eps)
    x_hat = flat.reshape(N, C, H, W)
    return gamma.reshape(C, 1, 1) * x_hat + beta.reshape(C, 1, 1)
