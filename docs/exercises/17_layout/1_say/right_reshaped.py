"""Divides bytes by the size of a number."""

import numpy as np


def strides(N, C, H, W):
    x = np.zeros((C, H, W, N))
    return [x.transpose(3, 0, 1, 2).strides[axis] // x.itemsize for axis in range(4)]
