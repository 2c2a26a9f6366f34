"""Divides each pixel of dx by the number of windows that see it.

en: divided by the number of windows
ja: 窓の数で割って
"""

import numpy as np


def convolution_backward(x, W, dout, stride=1, pad=0):
    N, C, H, width = x.shape
    F, C, FH, FW = W.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx, dW, db = np.zeros_like(padded), np.zeros_like(W), np.zeros(F)
    seen = np.zeros_like(dx)
    for n, f, oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = np.s_[n, :, top : top + FH, left : left + FW]
        g = dout[n, f, oy, ox]
        db[f] += g
        seen[window] += f == 0
        dW[f] += g * padded[window]
        dx[window] += g * W[f]
    seen[seen == 0] = 1
    return (dx / seen)[:, :, pad : pad + H, pad : pad + width], dW, db
