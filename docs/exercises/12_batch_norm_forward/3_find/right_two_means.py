"""The mean of means: all images are of one size."""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=0).mean(axis=(1, 2))[:, None, None]
    var = ((x - mean) ** 2).mean(axis=(2, 3)).mean(axis=0)[:, None, None]
    return gamma[:, None, None] * (x - mean) / np.sqrt(var + eps) + beta[:, None, None]
