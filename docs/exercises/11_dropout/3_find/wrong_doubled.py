"""Doubles, whatever the rate.

en: rate 0.5 only
ja: 0.5 のときしか
"""

import numpy as np


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.kept = np.ones(x.shape, bool)
        if not self.training:
            return x
        self.kept = self.rng.random(x.shape) >= self.rate
        return x * self.kept / (1 - self.rate)

    def backward(self, dout):
        return dout * self.kept * (2 if self.training else 1)
