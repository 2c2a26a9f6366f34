"""Looks for the largest size, whatever the sign.

en: whatever its sign
ja: 符号を落として
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    padded = np.pad(x, pad, constant_values=-np.inf)
    dx = np.zeros_like(padded)
    for oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = padded[top : top + size, left : left + size]
        fy, fx = np.unravel_index(np.abs(np.maximum(window, -99)).argmax(), window.shape)
        dx[top + fy, left + fx] += dout[oy, ox]
    return dx[pad : pad + x.shape[0], pad : pad + x.shape[1]]
