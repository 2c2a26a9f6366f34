"""Adds and subtracts h, which may leave a rounding error in x; sorts, with NaN at the end."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        below = f(x)
        x[i] += h
        gradient[i] = (above - below) / (2 * h)
    return gradient


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    if np.array_equal(a, np.zeros_like(a)) and np.array_equal(a, b):
        return np.float64(0)
    differences = sorted_numbers(a - b)
    sizes = sorted_numbers(np.abs(a) + np.abs(b))
    return differences[-1] / sizes[-1]


def sorted_numbers(x):
    return np.sort(np.abs(x), axis=None)
