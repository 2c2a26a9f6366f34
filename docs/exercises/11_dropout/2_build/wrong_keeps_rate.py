"""Takes rate for the share that is kept.

en: not that to be kept
ja: 残す確率ではなく
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1.0
        if self.training:
            kept = self.rng.random(x.shape) < self.rate
            self.factor = (kept / self.rate).astype(x.dtype)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
