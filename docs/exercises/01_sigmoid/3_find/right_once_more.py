"""Calculates the sigmoid a second time, to keep it."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        self.y = sigmoid(z)
        return sigmoid(z)

    def backward(self, dout):
        return np.multiply(dout, self.y - np.square(self.y))
