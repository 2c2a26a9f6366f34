"""Copies when it is too late.

en: The array that you keep is still
ja: まだ、返した配列と同じものです
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        self.y = sigmoid(z)
        return self.y

    def backward(self, dout):
        y = self.y.copy()
        return dout * y * (1 - y)
