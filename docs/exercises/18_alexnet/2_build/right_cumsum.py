"""Sums of neighbours as differences of running sums."""

import numpy as np


class LRN:
    def __init__(self, k=2.0, n=5, alpha=1e-4, beta=0.75):
        self.k, self.n, self.alpha, self.beta = k, n, alpha, beta

    def sums(self, a):
        C, r = a.shape[1], self.n // 2
        running = np.cumsum(np.pad(a, ((0, 0), (1, 0), (0, 0), (0, 0))), axis=1)
        last = np.minimum(np.arange(C) + r + 1, C)
        first = np.maximum(np.arange(C) - r, 0)
        return running[:, last] - running[:, first]

    def forward(self, x):
        self.x, self.s = x, self.k + self.alpha * self.sums(x * x)
        self.y = x / self.s**self.beta
        return self.y

    def backward(self, dout):
        shared = self.sums(dout * self.y / self.s)
        return dout / self.s**self.beta - 2 * self.alpha * self.beta * self.x * shared
