"""Ignores pad.

en: This is what comes out without the padding
ja: pad を無視したときの答えです
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    dx = np.zeros_like(x)
    for oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = x[top : top + size, left : left + size]
        fy, fx = np.unravel_index(window.argmax(), window.shape)
        dx[top + fy, left + fx] += dout[oy, ox]
    return dx
