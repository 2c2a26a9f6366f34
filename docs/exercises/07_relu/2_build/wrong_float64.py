"""A slope that turns float32 into float64.

en: float32
ja: float32
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
        self.slope = np.where(x > 0, 1, self.alpha)
        return x * self.slope

    def backward(self, dout):
        return dout * self.slope
