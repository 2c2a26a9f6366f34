"""Moves down as far as right.

en: Images move down as far as they move right
ja: 縦と横にいつも同じだけずれています
"""

import numpy as np


def prepare(x, x_test):
    axes = (0, 2, 3)
    mean, std = x.mean(axis=axes, keepdims=True), x.std(axis=axes, keepdims=True)
    return (x - mean) / std, (x_test - mean) / std


def augment(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top = left = rng.integers(2 * pad + 1, size=N)
    places = np.lib.stride_tricks.sliding_window_view(padded, (H, W), axis=(2, 3))
    return places[np.arange(N), :, top, left]
