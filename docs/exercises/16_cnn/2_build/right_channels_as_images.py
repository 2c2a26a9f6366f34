"""Each channel becomes an image of its own."""

import numpy as np
from mine import col2im, im2col


class MaxPooling:
    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def forward(self, x):
        N, C, H, W = self.shape = x.shape
        self.alone = (N * C, 1, H, W)
        col = im2col(x.reshape(self.alone), self.size, self.size, self.stride)
        self.winner = np.argmax(col, axis=1, keepdims=True)
        OH, OW = (H - self.size) // self.stride + 1, (W - self.size) // self.stride + 1
        return np.take_along_axis(col, self.winner, axis=1).reshape(N, C, OH, OW)

    def backward(self, dout):
        col = np.zeros((dout.size, self.size**2), dout.dtype)
        np.put_along_axis(col, self.winner, dout.reshape(-1, 1), axis=1)
        dx = col2im(col, self.alone, self.size, self.size, self.stride)
        return dx.reshape(self.shape)


class Flatten:
    """Images (N, C, H, W) to features (N, C H W)."""

    def forward(self, x):
        self.shape = x.shape
        return np.reshape(x, (x.shape[0], np.prod(x.shape[1:])))

    def backward(self, dout):
        return dout.reshape(self.shape)
