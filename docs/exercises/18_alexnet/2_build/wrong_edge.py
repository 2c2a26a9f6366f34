"""The edges are repeated.

en: repeated at the ends
ja: 端のチャンネルが
"""

import numpy as np


class LRN:
    def __init__(self, k=2.0, n=5, alpha=1e-4, beta=0.75):
        self.k, self.n, self.alpha, self.beta = k, n, alpha, beta

    def neighbours(self, a):
        r = self.n // 2
        padded = np.pad(a, ((0, 0), (r, r), (0, 0), (0, 0)), mode="edge")
        return sum(padded[:, d : d + a.shape[1]] for d in range(self.n))

    def forward(self, x):
        self.x = x
        self.s = self.k + self.alpha * self.neighbours(x**2)
        return x / self.s**self.beta

    def backward(self, dout):
        own = dout / self.s**self.beta
        shared = self.neighbours(own * self.x / self.s)
        return own - 2 * self.alpha * self.beta * self.x * shared
