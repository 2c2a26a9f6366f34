"""Four arrays of indices, and one function for both sets."""

import numpy as np


def prepare(x, x_test):
    mean = x.mean((0, 2, 3)).reshape(-1, 1, 1)
    std = x.std((0, 2, 3)).reshape(-1, 1, 1)
    return tuple((part - mean) / std for part in (x, x_test))


def augment(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    n, c, i, j = np.ogrid[:N, :C, :H, :W]
    top, left = rng.integers(2 * pad + 1, size=(2, N, 1, 1, 1))
    return padded[n, c, top + i, left + j]
