"""Takes a view, which has the same memory.

en: The straight path is lost
ja: まっすぐな経路の分が消えました
"""

import numpy as np


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        return np.where(self.mask, 0, x)

    def backward(self, dout):
        dx = dout[:]
        dx[self.mask] = 0
        return dx


class Residual:
    def __init__(self):
        self.relu = Relu()

    def forward(self, x):
        return self.relu.forward(x) + x

    def backward(self, dout):
        return self.relu.backward(dout) + dout
