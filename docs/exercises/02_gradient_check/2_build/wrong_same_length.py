"""Compares lengths for shapes.

en: For shapes (3,) and (3, 1) it returns
ja: 形状 (3,) と (3, 1) に
"""

import numpy as np


def my_relative_error(a, b):
    if len(a) != len(b):
        raise ValueError("not the same shape")
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)
