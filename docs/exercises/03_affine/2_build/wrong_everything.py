"""Adds the gradient of b over both axes.

en: a single number
ja: 一つの数になっています
"""


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum()
        return dout @ self.W.T
