"""Writes into a reshaped x, which of a transposed array is a copy.

en: made a copy
ja: コピー
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    flat = x.reshape(-1)
    gradient = np.zeros(x.size)
    for k in range(x.size):
        old = flat[k]
        flat[k] = old + h
        above = f(x)
        flat[k] = old - h
        below = f(x)
        flat[k] = old
        gradient[k] = (above - below) / (2 * h)
    return gradient.reshape(x.shape)


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)
