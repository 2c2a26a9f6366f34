"""Adds by an array of places, which adds only once.

en: np.add.at adds each time
ja: np.add.at なら毎回足します
"""

import numpy as np


class MaxPooling:
    """The largest of each size x size window: (N, C, H, W) to (N, C, OH, OW)."""

    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def forward(self, x):
        self.shape, s = x.shape, self.stride
        windows = np.lib.stride_tricks.sliding_window_view(x, (self.size,) * 2, axis=(2, 3))
        windows = windows[:, :, ::s, ::s]
        windows = windows.reshape(*windows.shape[:4], -1)
        self.winner = windows.argmax(axis=-1)
        return windows.max(axis=-1)

    def backward(self, dout):
        dx = np.zeros(self.shape, dout.dtype)
        n, c, oy, ox = np.indices(dout.shape)
        fy, fx = np.divmod(self.winner, self.size)
        dx[n, c, oy * self.stride + fy, ox * self.stride + fx] += dout
        return dx


class Flatten:
    """Images (N, C, H, W) to features (N, C H W)."""

    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout):
        return dout.reshape(self.shape)
