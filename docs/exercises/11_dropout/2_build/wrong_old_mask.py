"""Keeps the mask of training for inference.

en: once training is False again
ja: once training is False again
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        if self.training:
            kept = self.rng.random(x.shape) >= self.rate
            self.factor = (kept / (1 - self.rate)).astype(x.dtype)
            return x * self.factor
        return x

    def backward(self, dout):
        return dout * getattr(self, "factor", 1)
