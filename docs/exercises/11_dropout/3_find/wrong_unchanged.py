"""Changes nothing that matters.

en: times too small
ja: 分の 1 しかありません
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
        return np.where(self.kept, dout, 0)
