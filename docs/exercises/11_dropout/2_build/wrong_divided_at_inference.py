"""Divides always.

en: divided by 1 - rate
ja: 1 - rate で割っています
"""

import numpy as np


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        kept = np.ones(x.shape)
        if self.training:
            kept = self.rng.random(x.shape) >= self.rate
        self.factor = kept / (1 - self.rate)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
