"""Sends the gradient to the smallest.

en: to the smallest pixel
ja: 最小の画素に
"""

import numpy as np


class MaxPooling:
    """The largest of each size x size window: (N, C, H, W) to (N, C, OH, OW)."""

    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def forward(self, x):
        self.x = x
        N, C, H, W = x.shape
        OH, OW = (H - self.size) // self.stride + 1, (W - self.size) // self.stride + 1
        y = np.zeros((N, C, OH, OW), x.dtype)
        for n, c, oy, ox in np.ndindex(y.shape):
            y[n, c, oy, ox] = x[self.window(n, c, oy, ox)].max()
        return y

    def window(self, n, c, oy, ox):
        top, left = oy * self.stride, ox * self.stride
        return np.s_[n, c, top : top + self.size, left : left + self.size]

    def backward(self, dout):
        dx = np.zeros_like(self.x)
        for n, c, oy, ox in np.ndindex(dout.shape):
            window = self.window(n, c, oy, ox)
            place = np.unravel_index(self.x[window].argmin(), (self.size, self.size))
            dx[window][place] += dout[n, c, oy, ox]
        return dx


class Flatten:
    """Images (N, C, H, W) to features (N, C H W)."""

    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout):
        return dout.reshape(self.shape)
