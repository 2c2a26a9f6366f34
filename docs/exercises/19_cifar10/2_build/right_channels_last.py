"""With the channels as the last axis, two indices less."""

import numpy as np


def random_flips(x, rng):
    flipped = rng.random((len(x), 1, 1, 1)) >= 0.5
    return x * ~flipped + x[..., ::-1] * flipped


def random_crops(x, pad, rng):
    N, _, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))).transpose(0, 2, 3, 1)
    n, i, j = np.ogrid[:N, :H, :W]
    top = rng.integers(2 * pad + 1, size=(N, 1, 1))
    left = rng.integers(2 * pad + 1, size=(N, 1, 1))
    return padded[n, top + i, left + j].transpose(0, 3, 1, 2)
