"""Copies W when it has already been updated.

en: after the update
ja: 更新した後の W
"""


class Affine:
    def __init__(self, W, b, rate):
        self.W, self.b, self.rate = W, b, rate

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.W -= self.rate * (self.x.T @ dout)
        W = self.W.copy()
        self.b -= self.rate * dout.sum(axis=0)
        return dout @ W.T
