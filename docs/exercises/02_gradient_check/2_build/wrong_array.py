"""Returns an array, one number an element.

en: has shape (1,), expected ()
ja: 形状が (1,) です
"""

import numpy as np


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    return np.abs(a - b) / (np.abs(a) + np.abs(b))
