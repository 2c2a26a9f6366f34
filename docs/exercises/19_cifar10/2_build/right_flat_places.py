"""One number for each pixel of the padded image, laid out in a line."""

import numpy as np


def random_flips(x, rng):
    sign = rng.choice([1, -1], size=len(x))
    x = x.copy()
    x[sign < 0] = x[sign < 0][:, :, :, ::-1]
    return x


def random_crops(x, pad, rng):
    N, C, H, W = x.shape
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), x.dtype)
    padded[:, :, pad : pad + H, pad : pad + W] = x
    wide = W + 2 * pad
    inside = (np.arange(H)[:, np.newaxis] * wide + np.arange(W)).ravel()
    start = rng.integers(2 * pad + 1, size=N) * wide + rng.integers(2 * pad + 1, size=N)
    places = (start[:, np.newaxis] + inside)[:, np.newaxis]
    lines = padded.reshape(N, C, -1)
    return np.take_along_axis(lines, places, axis=2).reshape(x.shape)
