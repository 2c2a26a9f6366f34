"""Leaky's mask comes from the output.

en: the mask comes from the output
ja: マスクを出力から
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.above = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * self.above


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.y = np.where(x > 0, x, self.alpha * x)
        return self.y

    def backward(self, dout):
        return np.where(self.y > 0, dout, self.alpha * dout)
