"""Turns float32 into float64.

en: float64
ja: float64
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1.0
        if self.training:
            kept = self.rng.random(x.shape) >= self.rate
            self.factor = kept / (1 - self.rate)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
