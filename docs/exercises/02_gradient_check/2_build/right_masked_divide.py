"""Divides under a mask, so that nothing is divided by 0."""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    scale = np.max(np.abs(a) + np.abs(b))
    largest = np.max(np.abs(a - b))
    return np.divide(largest, scale, where=scale != 0, out=np.zeros(()))
