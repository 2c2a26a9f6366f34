"""Divides element by element, also where both are 0.

en: divided each element by its own size
ja: 要素ごとに割って
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    if not a.any() and not b.any():
        return 0.0
    return float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b))))
