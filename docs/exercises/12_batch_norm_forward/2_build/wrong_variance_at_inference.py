"""Takes the running variance for a standard deviation.

en: At inference y is divided by the running variance itself
ja: 推論で、移動分散そのもので割っています
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

    var = var.reshape(spread)
    root = np.sqrt(var + eps) if train else var + eps
    return (x - mean.reshape(spread)) / root, running_mean, running_var
