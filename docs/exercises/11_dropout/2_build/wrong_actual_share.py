"""Divides by the share that happened to be kept.

en: happened to be kept
ja: たまたま残った割合
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1.0
        if self.training:
            kept = self.rng.random(x.shape) >= self.rate
            self.factor = (kept / kept.mean()).astype(x.dtype)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
