"""Divides 0 by 0 where both gradients are 0.

en: 0 divided by 0
ja: 0 を 0 で割って
"""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    return float(np.max(np.abs(a - b)) / np.max(np.abs(a) + np.abs(b)))
