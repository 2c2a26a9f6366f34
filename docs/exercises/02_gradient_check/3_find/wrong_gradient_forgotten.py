"""Gives fractions to x, after the gradient was made.

en: the gradient itself is cut off
ja: 勾配のほうが切り捨てられて
"""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    gradient = np.zeros_like(x)
    x = np.array(x, dtype=float)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = float(old) + h
        above = f(x)
        x[i] = float(old) - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient
