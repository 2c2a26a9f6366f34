"""By einsum, with the shares of the parts."""

import numpy as np


def combine(gradients, sizes):
    shares = np.array(sizes) / np.sum(sizes)
    return np.einsum("p,p...->...", shares, np.stack(gradients))


def in_parts(gradients, params, x, t, sizes):
    ends = np.cumsum(sizes)[:-1]
    pairs = zip(np.split(x, ends), np.split(t, ends), strict=True)
    losses, parts = zip(*[gradients(params, *pair) for pair in pairs], strict=True)
    return combine(losses, sizes), [combine(g, sizes) for g in zip(*parts, strict=True)]
