"""Pads with a number that looks as if nothing could be smaller.

en: is not smaller than any other
ja: どの数よりも小さいとは言えません
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    padded = np.pad(x, pad, constant_values=-1e9)
    dx = np.zeros_like(padded)
    for oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = padded[top : top + size, left : left + size]
        fy, fx = np.unravel_index(window.argmax(), window.shape)
        dx[top + fy, left + fx] += dout[oy, ox]
    return dx[pad : pad + x.shape[0], pad : pad + x.shape[1]]
