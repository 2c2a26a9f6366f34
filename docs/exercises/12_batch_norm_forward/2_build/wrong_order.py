"""Returns the variance before the mean.

en: The running mean and variance are the right ones, in the wrong order
ja: 移動平均と移動分散の順が逆です
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

    y = (x - mean.reshape(spread)) / np.sqrt(var.reshape(spread) + eps)
    return y, running_var, running_mean
