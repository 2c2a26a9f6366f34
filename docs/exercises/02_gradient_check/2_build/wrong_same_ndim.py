"""Compares numbers of axes for shapes.

en: For shapes (2, 3) and (1, 3) it returns
ja: 形状 (2, 3) と (1, 3) に
"""

import numpy as np


def my_relative_error(a, b):
    if a.ndim != b.ndim:
        raise ValueError("not the same shape")
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)
