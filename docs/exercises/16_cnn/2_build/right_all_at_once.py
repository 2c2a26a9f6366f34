"""A view of all windows, one argmax, and np.add.at."""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    H, W = x.shape
    padded = np.pad(x, pad, constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))[::stride, ::stride]
    winner = windows.reshape(*windows.shape[:2], -1).argmax(axis=2)
    oy, ox = np.indices(dout.shape)
    dx = np.zeros(padded.shape)
    np.add.at(dx, (oy * stride + winner // size, ox * stride + winner % size), dout)
    return dx[pad : H + pad, pad : W + pad]
