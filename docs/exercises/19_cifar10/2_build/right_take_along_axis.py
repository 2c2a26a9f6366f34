"""Rows first, then columns, each fetched along its axis."""

import numpy as np


def random_flips(x, rng):
    flipped = rng.integers(2, size=(len(x), 1, 1, 1))
    W = x.shape[3]
    columns = np.where(flipped, np.arange(W)[::-1], np.arange(W))
    return np.take_along_axis(x, columns, axis=3)


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    rows = rng.integers(0, 2 * pad + 1, size=(N, 1, 1, 1)) + np.arange(H)[:, np.newaxis]
    columns = rng.integers(0, 2 * pad + 1, size=(N, 1, 1, 1)) + np.arange(W)
    return np.take_along_axis(np.take_along_axis(padded, rows, axis=2), columns, axis=3)
