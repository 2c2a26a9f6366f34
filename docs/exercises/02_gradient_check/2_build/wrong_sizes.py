"""Forgets abs in what it divides by.

en: cancel in a + b
ja: a + b で打ち消し合って
"""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    scale = np.abs(np.max(a + b))
    return float(np.max(np.abs(a - b)) / scale) if scale else 0.0
