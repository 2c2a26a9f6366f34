"""One decision for the whole batch.

en: All images are mirrored
ja: すべての画像が反転しています
"""

import numpy as np


def random_flips(x, rng):
    return x[..., ::-1] if rng.random() > 0.5 else x


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=(2, N))
    places = np.lib.stride_tricks.sliding_window_view(padded, (H, W), axis=(2, 3))
    return places[np.arange(N), :, top, left]
