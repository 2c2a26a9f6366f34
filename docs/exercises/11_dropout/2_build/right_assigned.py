"""Copies, and sets what is dropped to 0."""

import numpy as np


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        y = x.copy()
        self.dropped, self.divisor = np.zeros(x.shape, bool), 1
        if self.training:
            self.dropped = self.rng.random(x.shape) < self.rate
            self.divisor = 1 - self.rate
        y[self.dropped] = 0
        return y / self.divisor

    def backward(self, dout):
        dx = dout.copy()
        dx[self.dropped] = 0
        return dx / self.divisor
