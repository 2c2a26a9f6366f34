"""A ufunc's own where=."""

import numpy as np


class ReLU:
    def forward(self, x):
        self.above = x > 0
        return np.multiply(x, 1, out=np.zeros_like(x), where=self.above)

    def backward(self, dout):
        return np.add(dout, 0, out=np.zeros_like(dout), where=self.above)


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.above = x > 0
        return np.multiply(x, self.alpha, out=x.copy(), where=~self.above)

    def backward(self, dout):
        return np.multiply(dout, self.alpha, out=dout.copy(), where=~self.above)
