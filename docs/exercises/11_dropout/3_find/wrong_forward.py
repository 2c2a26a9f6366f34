"""Takes the factor out of forward.

en: lost its division
ja: 割る計算がなくなりました
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
        return x * self.kept

    def backward(self, dout):
        return dout * self.kept
