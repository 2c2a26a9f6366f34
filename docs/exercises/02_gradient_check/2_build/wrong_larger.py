"""Divides by the larger of the two sizes, not by their sum.

en: by the larger of the two
ja: 大きいほうで割る
"""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    scale = np.max(np.maximum(np.abs(a), np.abs(b)))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)
