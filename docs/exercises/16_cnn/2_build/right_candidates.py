"""Pixel by pixel of the window, with where."""

import numpy as np


class MaxPooling:
    def __init__(self, size, stride=None):
        self.size, self.stride = size, stride or size

    def places(self, shape):
        s, OH, OW = self.stride, *shape
        for fy in range(self.size):
            for fx in range(self.size):
                yield np.s_[:, :, fy : fy + s * OH : s, fx : fx + s * OW : s]

    def forward(self, x):
        self.x_shape = x.shape
        out = [(length - self.size) // self.stride + 1 for length in x.shape[2:]]
        best = np.full((*x.shape[:2], *out), -np.inf)
        self.winner = np.zeros(best.shape, int)
        for i, place in enumerate(self.places(out)):
            larger = x[place] > best
            np.copyto(best, x[place], where=larger)
            np.copyto(self.winner, i, where=larger)
        return best

    def backward(self, dout):
        dx = np.zeros(self.x_shape)
        for i, place in enumerate(self.places(dout.shape[2:])):
            np.add(dx[place], dout, out=dx[place], where=self.winner == i)
        return dx


class Flatten:
    """Images (N, C, H, W) to features (N, C H W)."""

    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout):
        return dout.reshape(self.shape)
