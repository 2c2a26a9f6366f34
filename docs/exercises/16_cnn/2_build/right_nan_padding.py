"""Pads with NaN, and asks for the largest number beside it."""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    padded = np.pad(x, pad, constant_values=np.nan)
    dx = np.zeros_like(padded)
    for oy, ox in np.ndindex(dout.shape):
        rows = slice(oy * stride, oy * stride + size)
        columns = slice(ox * stride, ox * stride + size)
        place = np.unravel_index(np.nanargmax(padded[rows, columns]), (size, size))
        dx[rows, columns][place] += dout[oy, ox]
    return dx[pad:, pad:][: x.shape[0], : x.shape[1]]
