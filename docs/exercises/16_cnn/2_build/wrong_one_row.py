"""Flattens the whole batch.

en: into one row
ja: すべて一列につなげて
"""

import numpy as np
from mine import col2im, im2col


class MaxPooling:
    """The largest of each size x size window: (N, C, H, W) to (N, C, OH, OW)."""

    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def forward(self, x):
        self.shape = N, C, H, W = x.shape
        OH, OW = (H - self.size) // self.stride + 1, (W - self.size) // self.stride + 1
        col = im2col(x, self.size, self.size, self.stride).reshape(-1, self.size**2)
        self.winner = col.argmax(axis=1)
        y = col[np.arange(len(col)), self.winner]
        return y.reshape(N, OH, OW, C).transpose(0, 3, 1, 2)

    def backward(self, dout):
        N, C, OH, OW = dout.shape
        col = np.zeros((dout.size, self.size**2), dout.dtype)
        col[np.arange(len(col)), self.winner] = dout.transpose(0, 2, 3, 1).ravel()
        col = col.reshape(N * OH * OW, C * self.size**2)
        return col2im(col, self.shape, self.size, self.size, self.stride)


class Flatten:
    """Images (N, C, H, W) to features (N, C H W)."""

    def forward(self, x):
        self.shape = x.shape
        return x.ravel()

    def backward(self, dout):
        return dout.reshape(self.shape)
