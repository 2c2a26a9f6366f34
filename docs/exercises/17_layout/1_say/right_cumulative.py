"""Multiplies up from the end."""

import numpy as np


def strides(N, C, H, W):
    n, x, y, c = np.cumprod([1, N, W, H])
    return n, c, y, x
