"""Loops over the places of the filter; all windows at once."""

import numpy as np


def convolution_backward(x, W, dout, stride=1, pad=0):
    _, _, H, width = x.shape
    _, _, FH, FW = W.shape
    _, _, OH, OW = dout.shape
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    dx, dW = np.zeros_like(padded), np.empty_like(W)
    for fy, fx in np.ndindex(FH, FW):
        rows = slice(fy, fy + stride * (OH - 1) + 1, stride)
        columns = slice(fx, fx + stride * (OW - 1) + 1, stride)
        dW[:, :, fy, fx] = np.tensordot(dout, padded[:, :, rows, columns], ((0, 2, 3), (0, 2, 3)))
        dx[:, :, rows, columns] += np.tensordot(dout, W[:, :, fy, fx], (1, 0)).transpose(0, 3, 1, 2)
    return dx[:, :, pad : H + pad, pad : width + pad], dW, dout.sum(axis=(0, 2, 3))
