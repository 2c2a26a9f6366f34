"""Takes the last of each after sorting; NaN is sorted to the end."""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    if np.array_equal(a, np.zeros_like(a)) and np.array_equal(a, b):
        return np.float64(0)
    differences = sorted_numbers(a - b)
    sizes = sorted_numbers(np.abs(a) + np.abs(b))
    return differences[-1] / sizes[-1]


def sorted_numbers(x):
    return np.sort(np.abs(x), axis=None)
