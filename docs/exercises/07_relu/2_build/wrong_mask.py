"""Returns the mask.

en: only 0 and 1
ja: 0 と 1 だけ
"""

import numpy as np


class ReLU:
    def forward(self, x):
        self.above = x > 0
        return 1.0 * self.above

    def backward(self, dout):
        return dout * self.above


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.above = x > 0
        return np.where(self.above, x, self.alpha * x)

    def backward(self, dout):
        return np.where(self.above, dout, self.alpha * dout)
