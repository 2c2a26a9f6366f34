"""The original form: scales at inference.

en: Divide by 1 - rate
ja: 1 - rate で割ってください
"""


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = 1 - self.rate
        if self.training:
            self.factor = self.rng.random(x.shape) >= self.rate
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
