"""By dot and tensordot, and a product with ones for the sum."""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x.dot(self.W) + self.b

    def backward(self, dout):
        self.dW = np.tensordot(self.x, dout, axes=(0, 0))
        self.db = np.ones(len(dout), dout.dtype) @ dout
        return np.dot(self.W, dout.T).T
