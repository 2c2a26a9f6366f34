"""NumPy's average takes weights."""

import numpy as np


def combine(gradients, sizes):
    return np.average(gradients, axis=0, weights=sizes)


def in_parts(gradients, params, x, t, sizes):
    ends = np.cumsum(sizes)[:-1]
    pairs = zip(np.split(x, ends), np.split(t, ends), strict=True)
    losses, parts = zip(*[gradients(params, *pair) for pair in pairs], strict=True)
    return combine(losses, sizes), [combine(g, sizes) for g in zip(*parts, strict=True)]
