"""A list of factors, one after the other."""

import numpy as np


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        factors = [1.0] * x.size
        if self.training:
            keep = 1 - self.rate
            factors = [1 / keep if self.rng.random() < keep else 0.0 for _ in range(x.size)]
        self.factor = np.array(factors, x.dtype).reshape(x.shape)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
