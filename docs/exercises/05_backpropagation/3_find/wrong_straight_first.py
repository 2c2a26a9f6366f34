"""Keeps a copy of the straight path, and lets the array be spoilt.

en: dout of whoever called backward has changed
ja: 呼んだ側の dout が書き換わりました
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
        return self.relu.backward(dout) + straight
