"""Scales in training and at inference.

en: multiplied by 1 - rate
ja: 1 - rate を掛けています
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1 - self.rate
        if self.training:
            kept = self.rng.random(x.shape) >= self.rate
            self.factor = (kept / (1 - self.rate)).astype(x.dtype)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
