import numpy as np


class Dropout:
    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        self.factor = np.ones((), x.dtype)
        if self.training:
            images = len(x) if together == "x[n, c]" else 1
            small = self.rng.random((images, x.shape[1], *[1] * (x.ndim - 2))) < self.rate
            high = (1 - left * self.rate) / (1 - self.rate)
            self.factor = np.where(small, left, high).astype(x.dtype)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor
