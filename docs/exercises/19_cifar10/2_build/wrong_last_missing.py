"""The last place is never chosen.

en: integers(n) stops before n
ja: integers(n) が返すのは n より小さい数です
"""

import numpy as np


def random_flips(x, rng):
    flipped = rng.random(len(x)) < 0.5
    return np.where(flipped[:, np.newaxis, np.newaxis, np.newaxis], x[..., ::-1], x)


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad, size=(2, N))
    places = np.lib.stride_tricks.sliding_window_view(padded, (H, W), axis=(2, 3))
    return places[np.arange(N), :, top, left]
