"""Right, in a comprehension, which is a loop, too.

en: goes through the images
ja: 画像ごとに繰り返しています
"""

import numpy as np


def random_flips(x, rng):
    return np.stack([image[..., ::-1] if rng.random() < 0.5 else image for image in x])


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=(2, N))
    places = np.lib.stride_tricks.sliding_window_view(padded, (H, W), axis=(2, 3))
    return places[np.arange(N), :, top, left]
