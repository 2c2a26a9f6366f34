"""np.select, and lists of conditions."""

import numpy as np


class ReLU:
    def forward(self, x):
        self.cases = [x > 0]
        return np.select(self.cases, [x], np.zeros_like(x))

    def backward(self, dout):
        return np.select(self.cases, [dout], np.zeros_like(dout))


class LeakyReLU:
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def forward(self, x):
        self.cases = [x > 0]
        return np.select(self.cases, [x], self.alpha * x)

    def backward(self, dout):
        return np.select(self.cases, [dout], self.alpha * dout)
