"""The true convolution: spread dout by the stride, surround it, turn the filter."""

import numpy as np


def convolution_backward(x, W, dout, stride=1, pad=0):
    N, C, H, width = x.shape
    F, _, FH, FW = W.shape
    _, _, OH, OW = dout.shape
    spread = np.zeros((N, F, (OH - 1) * stride + 1, (OW - 1) * stride + 1))
    spread[:, :, ::stride, ::stride] = dout
    around = np.pad(spread, ((0, 0), (0, 0), (FH - 1, FH - 1), (FW - 1, FW - 1)))
    view = np.lib.stride_tricks.sliding_window_view
    dx = np.einsum("nfhwij,fcij->nchw", view(around, (FH, FW), (2, 3)), W[:, :, ::-1, ::-1])
    padded = np.zeros((N, C, H + 2 * pad, width + 2 * pad))
    padded[:, :, pad : pad + H, pad : pad + width] = x
    dW = np.einsum("nchwij,nfij->fchw", view(padded, spread.shape[2:], (2, 3)), spread)
    return dx[:, :, pad : pad + H, pad : pad + width], dW, spread.sum(axis=(0, 2, 3))
