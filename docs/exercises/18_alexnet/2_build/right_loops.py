"""Loops over the channels, and slices."""

import numpy as np


class LRN:
    def __init__(self, k=2.0, n=5, alpha=1e-4, beta=0.75):
        self.k, self.n, self.alpha, self.beta = k, n, alpha, beta

    def reach(self, i):
        return slice(max(0, i - self.n // 2), i + self.n // 2 + 1)

    def forward(self, x):
        self.x, self.s = x, np.empty_like(x)
        for i in range(x.shape[1]):
            self.s[:, i] = self.k + self.alpha * (x[:, self.reach(i)] ** 2).sum(axis=1)
        return x / self.s**self.beta

    def backward(self, dout):
        dx = dout / self.s**self.beta
        for j in range(dout.shape[1]):
            ds = -self.beta * dout[:, j] * self.x[:, j] / self.s[:, j] ** (self.beta + 1)
            near = self.reach(j)
            dx[:, near] += ds[:, np.newaxis] * 2 * self.alpha * self.x[:, near]
        return dx
