"""np.array copies."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        y = sigmoid(z)
        self.y = np.array(y)
        return y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)
