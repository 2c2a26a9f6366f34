"""By asarray, which copies only where the type differs."""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    x = np.asarray(x, dtype=float)
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
