"""One mask for the whole batch.

en: same columns
ja: 同じ列
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1.0
        if self.training:
            kept = self.rng.random(x.shape[1:]) >= self.rate
            self.factor = (kept / (1 - self.rate)).astype(x.dtype)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
