"""For each place of a window, what has won there."""

import numpy as np


class MaxPooling:
    """The largest of each size x size window: (N, C, H, W) to (N, C, OH, OW)."""

    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def forward(self, x):
        s, window = self.stride, (self.size, self.size)
        windows = np.lib.stride_tricks.sliding_window_view(x, window, axis=(2, 3))
        windows = windows[:, :, ::s, ::s]  # (N, C, OH, OW, size, size)
        windows = windows.reshape(*windows.shape[:4], -1)
        self.shape, self.winner = x.shape, windows.argmax(axis=4)
        return windows.max(axis=4)

    def backward(self, dout):
        dx = np.zeros(self.shape, dout.dtype)
        s = self.stride
        OH, OW = dout.shape[2:]
        for i, (y, x) in enumerate(np.ndindex(self.size, self.size)):
            here = dx[:, :, y : y + s * OH : s, x : x + s * OW : s]
            here += dout * (self.winner == i)
        return dx
