"""Returns y alone at inference.

en: Return 3 arrays: y, running_mean, running_var. A single array
ja: の 3 個の配列を返してください
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
    return (y, running_mean, running_var) if train else y
