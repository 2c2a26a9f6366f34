"""Makes rate smaller on the way, until the numbers look right.

en: became 0
ja: 0 になりました
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
        self.kept = self.rng.random(x.shape) >= self.rate / 2
        return x * self.kept / (1 - self.rate / 2)

    def backward(self, dout):
        return dout * self.kept
