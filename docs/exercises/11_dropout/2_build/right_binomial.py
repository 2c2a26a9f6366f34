"""Draws zeros and ones."""

import numpy as np


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        keep = 1 - self.rate
        if self.training:
            self.factor = self.rng.binomial(1, keep, x.shape).astype(x.dtype) / x.dtype.type(keep)
        else:
            self.factor = np.ones_like(x)
        return self.factor * x

    def backward(self, dout):
        return self.factor * dout
