"""Adds a small number to what it divides by.

en: number added to what you divide by
ja: 割る数に足した
"""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    scale = np.max(np.abs(a) + np.abs(b)) + 1e-8
    return float(np.max(np.abs(a - b)) / scale)
