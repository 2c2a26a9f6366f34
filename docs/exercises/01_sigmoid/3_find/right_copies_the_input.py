"""Keeps a copy of the input, and calculates the slope when it is asked."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        self.z = z.copy()
        return sigmoid(z)

    def backward(self, dout):
        return dout * sigmoid(self.z) * sigmoid(-self.z)
