"""Adds the two maxima, which need not stand at the same place.

en: the largest of a and the largest of b were taken apart
ja: a の最大と b の最大を別々にとっています
"""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    scale = np.max(np.abs(a)) + np.max(np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)
