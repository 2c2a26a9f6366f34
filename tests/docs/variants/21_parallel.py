import numpy as np


def combine(values, sizes):
    weights = np.array(sizes, float) ** power
    return np.tensordot(weights / weights.sum(), np.array(values), axes=1)


def shortened(grads):
    length = np.sqrt(sum(np.sum(g**2) for g in grads))
    return [g * min(1, limit / length) for g in grads]


def in_parts(gradients, params, x, t, sizes):
    ends = np.cumsum(sizes)[:-1]
    pairs = zip(np.split(x, ends), np.split(t, ends), strict=True)
    losses, parts = zip(*[gradients(params, *pair) for pair in pairs], strict=True)
    short = [shortened(grads) for grads in parts]
    return combine(losses, sizes), [combine(g, sizes) for g in zip(*short, strict=True)]
