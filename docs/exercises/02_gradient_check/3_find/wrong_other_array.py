"""Moves one array, and hands f the other.

en: is 0 everywhere
ja: どこも 0 です
"""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    moved = np.array(x, dtype=float)
    gradient = np.zeros_like(moved)
    for i in np.ndindex(x.shape):
        old = moved[i]
        moved[i] = old + h
        above = f(x)
        moved[i] = old - h
        below = f(x)
        moved[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient
