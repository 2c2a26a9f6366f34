"""Each channel as an image of its own."""

import numpy as np

from lesson_code import col2im, im2col


class MaxPooling:
    """The largest of each 2x2 window: (N, C, H, W) to (N, C, H / 2, W / 2)."""

    def forward(self, x):
        self.shape = N, C, H, W = x.shape
        col = im2col(x.reshape(-1, 1, H, W), 2, 2, stride=2)
        self.winner = col.argmax(axis=1)
        y = col[np.arange(len(col)), self.winner]
        return y.reshape(N, C, H // 2, W // 2)

    def backward(self, dout):
        N, C, H, W = self.shape
        col = np.zeros((dout.size, 4))
        col[np.arange(len(col)), self.winner] = dout.ravel()
        return col2im(col, (N * C, 1, H, W), 2, 2, stride=2).reshape(self.shape)
