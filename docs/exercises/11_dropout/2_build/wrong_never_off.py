"""Drops at inference, too.

en: With training False numbers are dropped
ja: training が False なのに
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1.0
        if True:
            kept = self.rng.random(x.shape) >= self.rate
            self.factor = (kept / (1 - self.rate)).astype(x.dtype)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
