"""Turns the mask round.

en: Residual().backward(dout)`
ja: Residual().backward(dout)
"""

import numpy as np


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        return np.where(self.mask, 0, x)

    def backward(self, dout):
        return np.where(self.mask, dout, 0)


class Residual:
    def __init__(self):
        self.relu = Relu()

    def forward(self, x):
        return self.relu.forward(x) + x

    def backward(self, dout):
        return self.relu.backward(dout) + dout
