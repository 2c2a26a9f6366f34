"""By x.flat, put back even if f fails; by ufuncs' reduce, and a maximum that begins at 0."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.empty_like(x)
    for k in range(x.size):
        old = x.flat[k]
        try:
            x.flat[k] = old + h
            above = f(x)
            x.flat[k] = old - h
            below = f(x)
        finally:
            x.flat[k] = old
        gradient.flat[k] = (above - below) / 2 / h
    return gradient


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    size = np.maximum.reduce(np.add(np.abs(a), np.abs(b)), axis=None, initial=0.0)
    largest = np.max(np.abs(np.subtract(a, b)), initial=0.0)
    with np.errstate(invalid="ignore"):
        return np.where(size == 0, 0.0, largest / np.where(size == 0, 1.0, size))
