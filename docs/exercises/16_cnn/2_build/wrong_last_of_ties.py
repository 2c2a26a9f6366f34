"""Lets a later pixel win that is just as large.

en: (> and not >=)
ja: 最後の画素に勾配が届いています
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    dx = np.zeros_like(x)
    for oy, ox in np.ndindex(dout.shape):
        best = -np.inf
        for y in range(max(0, oy * stride - pad), min(len(x), oy * stride - pad + size)):
            for column in range(
                max(0, ox * stride - pad), min(x.shape[1], ox * stride - pad + size)
            ):
                if x[y, column] >= best:
                    best, place = x[y, column], (y, column)
        dx[place] += dout[oy, ox]
    return dx
