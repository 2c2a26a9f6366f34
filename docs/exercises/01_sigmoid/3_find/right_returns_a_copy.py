"""Returns a copy, and keeps the output."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        self.y = sigmoid(z)
        return self.y.copy()

    def backward(self, dout):
        return dout * self.y * (1 - self.y)
