"""One row for each channel."""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    N, C, H, W = x.shape
    rows = x.swapaxes(0, 1).reshape(C, -1)
    mean, var = rows.mean(axis=1), rows.var(axis=1)
    scale = gamma / np.sqrt(var + eps)
    return x * scale.reshape(C, 1, 1) + (beta - scale * mean).reshape(C, 1, 1)
