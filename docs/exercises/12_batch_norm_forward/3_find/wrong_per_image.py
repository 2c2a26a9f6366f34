"""One mean for each image and channel.

en: instance norm
ja: インスタンス正規化
"""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    C = x.shape[1]
    mean, var = x.mean(axis=(2, 3), keepdims=True), x.var(axis=(2, 3), keepdims=True)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma.reshape(C, 1, 1) * x_hat + beta.reshape(C, 1, 1)
