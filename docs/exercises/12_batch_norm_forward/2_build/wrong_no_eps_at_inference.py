"""Leaves eps out at inference, where the variance may be 0.

en: At inference eps is left out
ja: 推論で eps を足していません
"""

import numpy as np


def to_ours(momentum):
    return 1 - momentum


def batch_norm(x, running_mean, running_var, momentum, train, eps=1e-5):
    mean, var = running_mean, running_var
    if train:
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        n = x.size // len(mean)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * var * n / (n - 1)
    spread = (len(mean), 1, 1)

    root = np.sqrt(var.reshape(spread) + eps * train)
    return (x - mean.reshape(spread)) / root, running_mean, running_var
