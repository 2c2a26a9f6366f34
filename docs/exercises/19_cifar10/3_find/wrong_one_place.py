"""The test images are right now; the batch still moves as one.

en: still cut out at one place
ja: まだ全部同じ場所で切り抜かれています
"""

import numpy as np


def prepare(x, x_test):
    axes = (0, 2, 3)
    mean, std = x.mean(axis=axes, keepdims=True), x.std(axis=axes, keepdims=True)
    return (x - mean) / std, (x_test - mean) / std


def augment(x, pad, rng):
    H, W = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    top, left = rng.integers(2 * pad + 1, size=2)
    return padded[:, :, top : top + H, left : left + W]
