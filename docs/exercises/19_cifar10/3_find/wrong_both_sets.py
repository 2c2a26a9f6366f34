"""Mean and deviation of both sets together.

en: over training and test images together
ja: 訓練画像とテスト画像を合わせて
"""

import numpy as np


def prepare(x, x_test):
    axes = (0, 2, 3)
    both = np.concatenate([x, x_test])
    mean, std = both.mean(axis=axes, keepdims=True), both.std(axis=axes, keepdims=True)
    return (x - mean) / std, (x_test - mean) / std


def augment(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=(2, N))
    places = np.lib.stride_tricks.sliding_window_view(padded, (H, W), axis=(2, 3))
    return places[np.arange(N), :, top, left]
