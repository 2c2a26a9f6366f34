"""What leaves on one side comes in on the other.

en: what leaves on one side comes in on the other
ja: 片側から出た画素が、反対側から入っています
"""

import numpy as np


def random_flips(x, rng):
    flipped = rng.random(len(x)) < 0.5
    return np.where(flipped[:, np.newaxis, np.newaxis, np.newaxis], x[..., ::-1], x)


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    n, c, i, j = np.ogrid[:N, :C, :H, :W]
    down, right = rng.integers(-pad, pad + 1, size=(2, N, 1, 1, 1))
    return x[n, c, (i + down) % H, (j + right) % W]
