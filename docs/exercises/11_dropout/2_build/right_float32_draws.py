"""Draws in float32, kept as a mask."""

import numpy as np


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.scale = 1.0
        self.mask = 1
        if self.training:
            self.mask = self.rng.random(x.shape, np.float32) > self.rate
            self.scale = 1 / (1 - self.rate)
        return x * self.mask * self.scale

    def backward(self, dout):
        return dout * self.mask * self.scale
