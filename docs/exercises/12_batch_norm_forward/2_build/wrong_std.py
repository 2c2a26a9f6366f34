"""Averages standard deviations.

en: The standard deviation was averaged
ja: 標準偏差を平均
"""

import numpy as np


def to_ours(momentum):
    """PyTorch's momentum (weight of the new value) to the weight of the old."""
    return 1 - momentum


def batch_norm(x, running_mean, running_var, momentum, train, eps=1e-5):
    """Normalise channels of x, (N, C, H, W); momentum weights the old value.

    Return y, the new running mean and the new running variance; both (C,).
    """
    mean, var = running_mean, running_var
    if train:
        mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        n = x.size // len(mean)
        unbiased = var * n / (n - 1)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * np.sqrt(unbiased)
    spread = (len(mean), 1, 1)
    y = (x - mean.reshape(spread)) / np.sqrt(var.reshape(spread) + eps)
    return y, running_mean, running_var


x = np.array([1.0, 3.0, 10.0, 10.0, 5.0, 7.0, 10.0, 14.0]).reshape(2, 2, 1, 2)
y, mean, var = batch_norm(x, np.zeros(2), np.ones(2), to_ours(0.1), train=True)
print("y", y.shape, " running mean", mean, " running var", var)
