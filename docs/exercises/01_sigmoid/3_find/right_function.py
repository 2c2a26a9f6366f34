"""Keeps a function in place of numbers."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        y = sigmoid(z)
        slope = y - y * y
        self.back = lambda dout: dout * slope
        return y

    def backward(self, dout):
        return self.back(dout)
