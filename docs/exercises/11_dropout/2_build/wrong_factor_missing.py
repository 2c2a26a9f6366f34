"""The factor is missing on the way back, as in the NumPy project's tutorial.

en: The factor is missing on the way back
ja: 1 - rate で割っていません
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1.0
        if self.training:
            kept = self.rng.random(x.shape) >= self.rate
            self.factor = (kept / (1 - self.rate)).astype(x.dtype)
        return x * self.factor

    def backward(self, dout):
        return dout * (self.factor != 0)
