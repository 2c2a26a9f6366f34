"""Counts a winner out by writing into x.

en: Line 14 writes into an array that was handed to your function
ja: 14 行目が、渡された配列を書き換えています
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    dx = x
    for oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        dx[top : top + size, left : left + size] = 0
    return dx
