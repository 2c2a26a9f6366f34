"""By reduce, two parts at a time."""

from functools import reduce


def joined(one, other):
    (g, n), (h, m) = one, other
    return (g * n + h * m) / (n + m), n + m


def combine(gradients, sizes):
    gradient, _ = reduce(joined, zip(gradients, sizes, strict=True))
    return gradient
