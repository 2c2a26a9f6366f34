"""dx is 0.

en: dx is 0 everywhere
ja: dx がどこも 0
"""


class LRN:
    def __init__(self, k=2.0, n=5, alpha=1e-4, beta=0.75):
        self.k, self.n, self.alpha, self.beta = k, n, alpha, beta

    def neighbours(self, a):
        total = a.copy()
        for d in range(1, self.n // 2 + 1):
            total[:, d:] += a[:, :-d]
            total[:, :-d] += a[:, d:]
        return total

    def forward(self, x):
        self.x = x
        self.s = self.k + self.alpha * self.neighbours(x**2)
        return x / self.s**self.beta

    def backward(self, dout):
        return 0 * dout
