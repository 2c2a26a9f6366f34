"""The loops of the lesson, one output at a time."""

import numpy as np


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def window(self, n, oy, ox):
        FH, FW = self.W.shape[2:]
        top, left = oy * self.stride, ox * self.stride
        return np.s_[n, :, top : top + FH, left : left + FW]

    def forward(self, x):
        pad = self.pad
        F, _, FH, FW = self.W.shape
        self.x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        OH = (self.x.shape[2] - FH) // self.stride + 1
        OW = (self.x.shape[3] - FW) // self.stride + 1
        y = np.zeros((len(x), F, OH, OW), x.dtype)
        for n, f, oy, ox in np.ndindex(y.shape):
            y[n, f, oy, ox] = (self.x[self.window(n, oy, ox)] * self.W[f]).sum() + self.b[f]
        return y

    def backward(self, dout):
        dx, self.dW = np.zeros_like(self.x), np.zeros_like(self.W)
        self.db = np.zeros_like(self.b)
        for n, f, oy, ox in np.ndindex(dout.shape):
            window, g = self.window(n, oy, ox), dout[n, f, oy, ox]
            self.db[f] += g
            self.dW[f] += g * self.x[window]
            dx[window] += g * self.W[f]
        pad, (H, width) = self.pad, dx.shape[2:]
        return dx[:, :, pad : H - pad, pad : width - pad]
