"""Keeps the axes, so that nothing has to be reshaped; returns a list."""

import numpy as np


def to_ours(momentum):
    return 1 - momentum


def batch_norm(x, running_mean, running_var, momentum, train, eps=1e-5):
    axes = (0, 2, 3)
    if not train:
        spread = (1, -1, 1, 1)
        y = (x - running_mean.reshape(spread)) / np.sqrt(running_var.reshape(spread) + eps)
        return [y, running_mean, running_var]
    mean, var = x.mean(axes, keepdims=True), x.var(axes, keepdims=True)
    unbiased = x.var(axes, ddof=1)
    return [
        (x - mean) / np.sqrt(var + eps),
        momentum * running_mean + (1 - momentum) * mean.ravel(),
        momentum * running_var + (1 - momentum) * unbiased,
    ]
