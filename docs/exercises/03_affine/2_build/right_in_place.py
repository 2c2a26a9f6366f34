"""Works in place, in arrays of its own; another order of the lines."""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.kept = x.copy()
        y = np.matmul(x, self.W)
        y += self.b
        return y

    def backward(self, dout):
        dx = np.empty_like(self.kept)
        np.matmul(dout, self.W.T, out=dx)
        self.db = np.zeros_like(self.b)
        for row in dout:
            self.db += row
        self.dW = np.zeros_like(self.W)
        self.dW += self.kept.T @ dout
        return dx
