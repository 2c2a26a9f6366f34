"""One place for the whole batch.

en: All images are cut out at the same place
ja: すべての画像が同じ場所で切り抜かれています
"""

import numpy as np


def random_flips(x, rng):
    flipped = rng.random(len(x)) < 0.5
    return np.where(flipped[:, np.newaxis, np.newaxis, np.newaxis], x[..., ::-1], x)


def random_crops(x, pad, rng):
    H, W = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=2)
    return padded[:, :, top : top + H, left : left + W]
