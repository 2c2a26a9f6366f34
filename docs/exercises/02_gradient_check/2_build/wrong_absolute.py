"""Gives the absolute difference.

en: the difference itself
ja: 差そのもの
"""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    return float(np.max(np.abs(a - b)))
