"""The neighbours by a matrix of ones and zeros."""

import numpy as np


class LRN:
    def __init__(self, k=2.0, n=5, alpha=1e-4, beta=0.75):
        self.k, self.n, self.alpha, self.beta = k, n, alpha, beta

    def forward(self, x):
        channel = np.arange(x.shape[1])
        near = abs(channel[:, np.newaxis] - channel) <= self.n // 2
        self.near = near.astype(x.dtype)
        self.x, self.s = x, self.k + self.alpha * self.sums(x * x)
        return x * self.s**-self.beta

    def sums(self, a):
        return np.einsum("ij,njhw->nihw", self.near, a)

    def backward(self, dout):
        p = self.s ** (-self.beta - 1)
        return dout * self.s**-self.beta - 2 * self.alpha * self.beta * self.x * self.sums(
            dout * self.x * p
        )
