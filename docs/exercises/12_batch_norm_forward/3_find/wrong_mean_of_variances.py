"""The mean of the variances of each place.

en: variance of a channel
ja: チャンネルの分散
"""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    C = x.shape[1]
    mean = x.mean(axis=(0, 2, 3), keepdims=True)
    var = x.var(axis=0).mean(axis=(1, 2)).reshape(C, 1, 1)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma.reshape(C, 1, 1) * x_hat + beta.reshape(C, 1, 1)
