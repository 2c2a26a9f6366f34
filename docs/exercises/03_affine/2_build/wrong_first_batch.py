"""Keeps the x of the first batch for ever.

en: stopped with ValueError
ja: 行目で止まりました（ValueError
"""


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return self.keep(x) @ self.W + self.b

    def backward(self, dout):
        self.dW = self.first.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T

    def keep(self, x):
        self.first = getattr(self, "first", x)
        return x
