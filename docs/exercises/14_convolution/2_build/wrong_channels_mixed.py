"""Gives every channel the weights of all channels.

en: the same in both channels
ja: 二つのチャンネルで同じ
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
        dx[window] += g * W[f].sum(axis=0)
    return dx[:, :, pad : pad + H, pad : pad + width], dW, db


x = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [2.0, 1.0, 0.0]]).reshape(1, 1, 3, 3)
W = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(1, 1, 2, 2)
dout = np.array([[1.0, 10.0], [100.0, 1000.0]]).reshape(1, 1, 2, 2)
for gradient in convolution_backward(x, W, dout):
    print(gradient.shape, gradient, sep="\n")
