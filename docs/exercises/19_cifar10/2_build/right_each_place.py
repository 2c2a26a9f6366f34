"""A loop through the places, not through the images."""

import numpy as np


def random_flips(x, rng):
    flipped = rng.permutation(len(x)) % 2 == 0
    y = np.array(x)
    y[flipped] = np.flip(y[flipped], axis=3)
    return y


def random_crops(x, pad, rng):
    H, W = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=(2, len(x)))
    y = np.empty_like(x)
    for p in range(2 * pad + 1):
        for q in range(2 * pad + 1):
            here = (top == p) & (left == q)
            y[here] = padded[here, :, p : p + H, q : q + W]
    return y
