"""Turns the numbers that are written into floats.

en: is still [5000, 15000]
ja: まだ [5000, 15000] です
"""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = np.float64(float(old) + h)
        above = f(x)
        x[i] = float(old) - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient
