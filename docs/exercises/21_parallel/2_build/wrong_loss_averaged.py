"""Combines the gradients by size, and averages the losses.

en: the average of the losses
ja: 損失の平均
"""

import numpy as np


def combine(values, sizes):
    return sum(n * value for n, value in zip(sizes, values, strict=True)) / sum(sizes)


def in_parts(gradients, params, x, t, sizes):
    ends = np.cumsum(sizes)
    pairs = [(x[e - n : e], t[e - n : e]) for n, e in zip(sizes, ends, strict=True)]
    losses, grads = zip(*[gradients(params, *pair) for pair in pairs], strict=True)
    return np.mean(losses), [combine(g, sizes) for g in zip(*grads, strict=True)]
