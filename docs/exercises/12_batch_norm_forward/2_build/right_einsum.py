"""Sums by einsum, and the variance from the mean of squares."""

import numpy as np


def to_ours(momentum):
    return 1 - momentum


def batch_norm(x, running_mean, running_var, momentum, train, eps=1e-5):
    N, C, height, width = x.shape
    n = N * height * width
    mean, var = running_mean, running_var
    if train:
        mean = np.einsum("nchw->c", x) / n
        var = np.einsum("nchw,nchw->c", x, x) / n - mean**2
        running_mean = np.average([running_mean, mean], axis=0, weights=[momentum, 1 - momentum])
        running_var = momentum * running_var + (1 - momentum) * n / (n - 1) * var
    y = np.einsum("nchw,c->nchw", x - mean[:, None, None], 1 / np.sqrt(var + eps))
    return y, running_mean, running_var
