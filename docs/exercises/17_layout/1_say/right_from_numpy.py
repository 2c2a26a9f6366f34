"""Asks NumPy."""

import numpy as np


def strides(N, C, H, W):
    x = np.empty((C, H, W, N), np.int8)
    return np.moveaxis(x, -1, 0).strides
