"""Picks each factor from two."""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        if not self.training:
            self.factor = None
            return x
        keep = 1 - self.rate
        self.factor = self.rng.choice([0, 1 / keep], size=x.shape, p=[self.rate, keep])
        self.factor = self.factor.astype(x.dtype)
        return x * self.factor

    def backward(self, dout):
        return dout if self.factor is None else dout * self.factor
