"""Locks its output, so that Stretch stops with an error.

en: Stretch stops with an error
ja: Stretch がエラーで止まります
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


class Sigmoid:
    def forward(self, z):
        self.y = sigmoid(z)
        self.y.flags.writeable = False
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)
