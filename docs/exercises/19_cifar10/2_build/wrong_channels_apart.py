"""A place of its own for each channel.

en: results are no piece of their padded image
ja: 余白を足した元の画像のどの一部とも一致しません
"""

import numpy as np


def random_flips(x, rng):
    flipped = rng.random(len(x)) < 0.5
    return np.where(flipped[:, np.newaxis, np.newaxis, np.newaxis], x[..., ::-1], x)


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    n, c, i, j = np.ogrid[:N, :C, :H, :W]
    top, left = rng.integers(2 * pad + 1, size=(2, N, C, 1, 1))
    return padded[n, c, top + i, left + j]
