"""Walks each window from its end, and lets what is as large take over."""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    H, W = x.shape
    padded = np.full((H + 2 * pad, W + 2 * pad), x.min() - 1)
    padded[pad : pad + H, pad : pad + W] = x
    dx = np.zeros_like(padded)
    for oy, ox in np.ndindex(dout.shape):
        place = None
        for fy, fx in reversed(list(np.ndindex(size, size))):
            here = oy * stride + fy, ox * stride + fx
            if place is None or padded[here] >= padded[place]:
                place = here
        dx[place] += dout[oy, ox]
    return dx[pad : pad + H, pad : pad + W]
