"""One mean for each image.

en: layer norm
ja: レイヤー正規化
"""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    C = x.shape[1]
    mean, var = x.mean(axis=(1, 2, 3), keepdims=True), x.var(axis=(1, 2, 3), keepdims=True)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma.reshape(C, 1, 1) * x_hat + beta.reshape(C, 1, 1)
