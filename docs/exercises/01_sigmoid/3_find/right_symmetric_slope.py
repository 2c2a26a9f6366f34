"""Keeps the slope, by the formula that loses no digits."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        e = np.exp(-np.abs(z))
        self.slope = e / (1 + e) ** 2
        return sigmoid(z)

    def backward(self, dout):
        return self.slope * dout
