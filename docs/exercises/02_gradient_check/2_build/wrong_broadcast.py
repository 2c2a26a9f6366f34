"""Lets NumPy broadcast what has another shape.

en: NumPy broadcasts
ja: 引き伸ばして
"""

import numpy as np


def my_relative_error(a, b):
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)
