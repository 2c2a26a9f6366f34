"""Shares the gradient out at a tie.

en: the gradient is shared out
ja: 勾配を等しく分けています
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    padded = np.pad(x, pad, constant_values=-np.inf)
    dx = np.zeros_like(padded)
    for oy, ox in np.ndindex(dout.shape):
        place = np.s_[oy * stride : oy * stride + size, ox * stride : ox * stride + size]
        mask = padded[place] == padded[place].max()
        dx[place] += mask / mask.sum() * dout[oy, ox]
    return dx[pad : pad + x.shape[0], pad : pad + x.shape[1]]
