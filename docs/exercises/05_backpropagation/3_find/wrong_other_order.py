"""Turns the sum round.

en: The straight path is lost
ja: まっすぐな経路の分が消えました
"""

import numpy as np


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        return np.where(self.mask, 0, x)

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class Residual:
    def __init__(self):
        self.relu = Relu()

    def forward(self, x):
        return self.relu.forward(x) + x

    def backward(self, dout):
        return dout + self.relu.backward(dout)
