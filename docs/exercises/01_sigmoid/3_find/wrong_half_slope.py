"""Keeps y alone, as if it were the slope.

en: expected
ja: 正しくは
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        y = sigmoid(z)
        self.slope = 1 - y
        return y

    def backward(self, dout):
        return dout * self.slope
