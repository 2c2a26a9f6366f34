"""Adds steps, which makes new arrays, and writes into none."""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
