"""Raises an error.

en: That is honest
ja: 誠実なやり方
"""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    if x.dtype.kind != "f":
        raise ValueError("x: expected fractions")
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = float(old) + h
        above = f(x)
        x[i] = float(old) - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient
