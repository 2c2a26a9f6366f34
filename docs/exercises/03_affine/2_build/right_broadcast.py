"""All products in one array, and sums over the axis that is not wanted."""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return np.add((x[:, :, None] * self.W).sum(axis=1), self.b)

    def backward(self, dout):
        self.dW = (self.x[:, :, None] * dout[:, None, :]).sum(axis=0)
        self.db = np.add.reduce(dout, axis=0, where=np.ones_like(dout, dtype=bool))
        return (dout[:, None, :] * self.W).sum(axis=2)
