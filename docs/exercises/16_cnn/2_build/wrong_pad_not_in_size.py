"""Leaves pad out of the number of windows, as a blog's Pooling does.

en: as many windows as numbers in dout
ja: 窓は dout の数と同じだけあります
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    H, W = x.shape
    dx = np.zeros_like(x)
    for oy in range((H - size) // stride + 1):
        for ox in range((W - size) // stride + 1):
            top, left = oy * stride, ox * stride
            window = x[top : top + size, left : left + size]
            fy, fx = np.unravel_index(window.argmax(), window.shape)
            dx[top + fy, left + fx] += dout[oy, ox]
    return dx
