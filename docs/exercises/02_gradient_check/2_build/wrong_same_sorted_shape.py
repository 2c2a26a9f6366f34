"""Compares shapes without their order.

en: For shapes (1, 3) and (3, 1) it returns
ja: 形状 (1, 3) と (3, 1) に
"""

import numpy as np


def my_relative_error(a, b):
    if sorted(a.shape) != sorted(b.shape):
        raise ValueError("not the same shape")
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)
