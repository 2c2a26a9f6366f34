"""Takes a step of 1, which fits into whole numbers.

en: whole numbers
ja: 整数ばかりです
"""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    h = 1 if x.dtype.kind in "iu" else h
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
