"""Cuts off negative gradients.

en: cut off the negative gradients
ja: 負の勾配を 0 に
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.above = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        return np.maximum(dout, 0)


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.above = x > 0
        return np.where(self.above, x, self.alpha * x)

    def backward(self, dout):
        return np.where(self.above, dout, self.alpha * dout)
