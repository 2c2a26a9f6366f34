"""Forgets the bias.

en: Return 3 arrays: dx, dW, db. A tuple of 2 came back
ja: 返ってきたのは 2 個です
"""

import numpy as np


def convolution_backward(x, W, dout, stride=1, pad=0):
    N, C, H, width = x.shape
    F, C, FH, FW = W.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx, dW, db = np.zeros_like(padded), np.zeros_like(W), np.zeros(F)
    for n, f, oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = np.s_[n, :, top : top + FH, left : left + FW]
        g = dout[n, f, oy, ox]
        db[f] += g
        dW[f] += g * padded[window]
        dx[window] += g * W[f]
    return dx[:, :, pad : pad + H, pad : pad + width], dW
