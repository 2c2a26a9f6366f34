"""Multiplies by the output.

en: multiplied by the output
ja: 出力を掛けて
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.y = np.maximum(x, 0)
        return self.y

    def backward(self, dout):
        return dout * self.y


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.above = x > 0
        return np.where(self.above, x, self.alpha * x)

    def backward(self, dout):
        return np.where(self.above, dout, self.alpha * dout)
