"""Adds up the differences, and divides by the largest size.

en: grows with the number of elements
ja: 要素の数とともに
"""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.sum(np.abs(a - b)) / scale)
