"""Has one slope for each row.

en: has shape (2,), expected (2, 3)
ja: 形状が (2,) です
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    slopes = []
    for i in range(len(x)):
        step = np.zeros_like(x)
        step[i] = h
        slopes.append((f(x + step) - f(x - step)) / (2 * h))
    return np.array(slopes)


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)
