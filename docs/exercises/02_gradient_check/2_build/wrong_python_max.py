"""Uses Python's max, which passes over a NaN that is not the first.

en: NaN must not pass
ja: NaNを合格させては
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
    largest = scale = 0.0
    for u, v in zip(a.flat, b.flat, strict=True):
        largest, scale = max(largest, abs(u - v)), max(scale, abs(u) + abs(v))
    return largest / scale if scale else 0.0
