"""The mask of the maxima, of which only the first stays; maxima with `where=`."""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    H, W = x.shape
    padded, real = np.pad(x, pad), np.pad(np.ones(x.shape, dtype=bool), pad)
    dx = np.zeros(padded.shape)
    for oy, ox in np.ndindex(dout.shape):
        window = np.s_[oy * stride : oy * stride + size, ox * stride : ox * stride + size]
        inside = real[window]
        mask = (padded[window] == np.max(padded[window], where=inside, initial=-np.inf)) & inside
        first = mask & (np.cumsum(mask).reshape(mask.shape) == 1)
        dx[window] += dout[oy, ox] * first
    return dx[pad : pad + H, pad : pad + W]
