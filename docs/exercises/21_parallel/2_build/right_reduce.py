"""By reduce, two parts at a time."""

from functools import reduce

import numpy as np


def joined(one, other):
    (g, n), (h, m) = one, other
    return (g * n + h * m) / (n + m), n + m


def combine(gradients, sizes):
    gradient, _ = reduce(joined, zip(gradients, sizes, strict=True))
    return gradient


def in_parts(gradients, params, x, t, sizes):
    ends = np.cumsum(sizes)[:-1]
    pairs = zip(np.split(x, ends), np.split(t, ends), strict=True)
    losses, parts = zip(*[gradients(params, *pair) for pair in pairs], strict=True)
    return combine(losses, sizes), [combine(g, sizes) for g in zip(*parts, strict=True)]
