"""Keeps plain numbers, in a list."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        y = sigmoid(z)
        self.y = y.tolist()
        return y

    def backward(self, dout):
        y = np.array(self.y)
        return dout * y * (1 - y)
