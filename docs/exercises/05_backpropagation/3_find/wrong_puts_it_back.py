"""Puts the numbers back afterwards, in Residual only.

en: Relu still writes into the dout
ja: まだ渡された dout に書き込んでいます
"""

import numpy as np


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        return np.where(self.mask, 0, x)

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class Residual:
    def __init__(self):
        self.relu = Relu()

    def forward(self, x):
        return self.relu.forward(x) + x

    def backward(self, dout):
        straight = dout.copy()
        dx = self.relu.backward(dout) + straight
        dout[:] = straight
        return dx
