"""dx as a convolution with the flipped filter."""

import numpy as np


def convolve(x, W, stride=1):
    FH, FW = W.shape[2:]
    OH, OW = (x.shape[2] - FH) // stride + 1, (x.shape[3] - FW) // stride + 1
    y = np.zeros((len(x), len(W), OH, OW), x.dtype)
    for oy, ox in np.ndindex(OH, OW):
        top, left = oy * stride, ox * stride
        window = x[:, :, top : top + FH, left : left + FW]
        y[:, :, oy, ox] = np.tensordot(window, W, axes=([1, 2, 3], [1, 2, 3]))
    return y


def surround(x, rows, columns):
    return np.pad(x, ((0, 0), (0, 0), (rows, rows), (columns, columns)))


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        self.x = surround(x, self.pad, self.pad)
        return convolve(self.x, self.W, self.stride) + self.b[:, np.newaxis, np.newaxis]

    def backward(self, dout):
        S, P = self.stride, self.pad
        N, F, OH, OW = dout.shape
        apart = np.zeros((N, F, S * (OH - 1) + 1, S * (OW - 1) + 1), dout.dtype)
        apart[:, :, ::S, ::S] = dout
        self.db = dout.sum(axis=(0, 2, 3))
        self.dW = convolve(self.x.swapaxes(0, 1), apart.swapaxes(0, 1)).swapaxes(0, 1)
        FH, FW = self.W.shape[2:]
        back = np.flip(self.W, (2, 3)).swapaxes(0, 1)
        dx = convolve(surround(apart, FH - 1, FW - 1), back)
        return dx[:, :, P : dx.shape[2] - P, P : dx.shape[3] - P]
