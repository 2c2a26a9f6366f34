"""Mends Stretch, and leaves Sigmoid as it was.

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
        return dout * self.y * (1 - self.y)


class Stretch:
    def forward(self, y):
        return 2 * y - 1

    def backward(self, dout):
        return 2 * dout
