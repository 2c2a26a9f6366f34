"""Gives fractions to the gradient, and not to x.

en: is still [5000.0, 15000.0]
ja: まだ [5000.0, 15000.0] です
"""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = float(old) + h
        above = f(x)
        x[i] = float(old) - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient
