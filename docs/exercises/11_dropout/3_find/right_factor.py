"""Keeps one factor for both ways."""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1.0
        if self.training:
            self.factor = (self.rng.random(x.shape) >= self.rate) / (1 - self.rate)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
