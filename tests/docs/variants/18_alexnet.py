import numpy as np


class LRN:
    def __init__(self, k=2.0, n=5, alpha=1e-4, beta=0.75):
        self.k, self.n, self.alpha, self.beta = k, n, alpha, beta

    def sums(self, a, onward):
        total = a.copy()
        for d in range(1, self.n // 2 + 1):
            if onward:
                total[:, :-d] += a[:, d:]
            else:
                total[:, d:] += a[:, :-d]
        return total

    def forward(self, x):
        self.x = x
        self.s = self.k + self.alpha * self.sums(np.abs(x) ** power, later)
        return x / self.s**self.beta

    def backward(self, dout):
        own = dout / self.s**self.beta
        shared = self.sums(own * self.x / self.s, not later)
        slope = power * np.sign(self.x) * np.abs(self.x) ** (power - 1)
        return own - self.alpha * self.beta * slope * shared
