"""Rows of the unit matrix as steps; divides under a mask, so that nothing is divided by 0."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + step) - f(x - step)) / (2 * h) for step in steps]).reshape(x.shape)


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    scale = np.max(np.abs(a) + np.abs(b))
    largest = np.max(np.abs(a - b))
    return np.divide(largest, scale, where=scale != 0, out=np.zeros(()))
