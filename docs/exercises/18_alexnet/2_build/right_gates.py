"""Gate by gate, each gradient on its own line."""

import numpy as np


class LRN:
    def __init__(self, k=2.0, n=5, alpha=1e-4, beta=0.75):
        self.k, self.n, self.alpha, self.beta = k, n, alpha, beta

    def forward(self, x):
        self.x, self.q = x, x * x
        self.total = self.sums(self.q)
        self.s = self.k + self.alpha * self.total
        self.p = np.exp(-self.beta * np.log(self.s))
        return self.x * self.p

    def sums(self, a):
        n = self.n // 2
        padded = np.concatenate([0 * a[:, :1]] * n + [a] + [0 * a[:, :1]] * n, axis=1)
        return sum(padded[:, d : d + a.shape[1]] for d in range(self.n))

    def backward(self, dout):
        dp = dout * self.x
        ds = dp * -self.beta * self.p / self.s
        dtotal = self.alpha * ds
        dq = self.sums(dtotal)
        return dout * self.p + 2 * self.x * dq
