"""Loses gamma and beta.

en: gamma and beta were right
ja: gamma と beta
"""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    mean, var = x.mean(axis=(0, 2, 3), keepdims=True), x.var(axis=(0, 2, 3), keepdims=True)
    return (x - mean) / np.sqrt(var + eps) + 0 * gamma[0] + 0 * beta[0]
