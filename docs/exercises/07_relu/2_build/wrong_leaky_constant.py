"""alpha in place of alpha times x.

en: y is alpha itself
ja: y が alpha そのもの
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
        self.above = x > 0
        return np.where(self.above, x, self.alpha)

    def backward(self, dout):
        return np.where(self.above, dout, self.alpha)
