"""Another slope where none is given.

en: LeakyReLU().forward(x)
ja: LeakyReLU().forward(x)
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.above = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * self.above


class LeakyReLU:
    def __init__(self, alpha=0.1):
        self.alpha = alpha

    def forward(self, x):
        self.above = x > 0
        return np.where(self.above, x, self.alpha * x)

    def backward(self, dout):
        return np.where(self.above, dout, self.alpha * dout)
