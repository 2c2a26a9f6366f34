"""Right, one image after the other.

en: goes through the images
ja: 画像ごとに繰り返しています
"""

import numpy as np


def random_flips(x, rng):
    flipped = rng.random(len(x)) < 0.5
    return np.where(flipped[:, np.newaxis, np.newaxis, np.newaxis], x[..., ::-1], x)


def random_crops(x, pad, rng):
    N, _, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    y = np.empty_like(x)
    for n in range(N):
        top, left = rng.integers(2 * pad + 1, size=2)
        y[n] = padded[n, :, top : top + H, left : left + W]
    return y
