"""Channel by channel, to its neighbours."""


class LRN:
    """x / s**beta, with s = k + alpha times the squares of n channels."""

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
        dx = dout / self.s**self.beta
        own = dx.copy()
        for j in range(dout.shape[1]):
            for i in range(dout.shape[1]):
                if abs(i - j) <= self.n // 2:
                    through = own[:, j] * self.x[:, j] / self.s[:, j]
                    dx[:, i] -= 2 * self.alpha * self.beta * self.x[:, i] * through
        return dx
