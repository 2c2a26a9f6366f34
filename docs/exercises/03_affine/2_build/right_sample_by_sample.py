"""Adds up the samples one by one."""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return np.array([row @ self.W + self.b for row in x])

    def backward(self, dout):
        self.dW = sum(np.outer(row, d) for row, d in zip(self.x, dout, strict=True))
        self.db = sum(dout)
        return np.stack([self.W @ d for d in dout])
