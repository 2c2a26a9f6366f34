"""Leaves relu out of the way back.

en: Only the straight path is left
ja: まっすぐな経路の分しかありません
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
        return dout
