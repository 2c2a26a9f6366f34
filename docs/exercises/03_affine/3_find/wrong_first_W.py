"""Keeps the weights of the very first step for all steps.

en: layer.backward(dout)`
ja: layer.backward(dout)
"""


class Affine:
    def __init__(self, W, b, rate):
        self.W, self.b, self.rate = W, b, rate

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        if not hasattr(self, "old"):
            self.old = self.W.copy()
        self.W -= self.rate * (self.x.T @ dout)
        self.b -= self.rate * dout.sum(axis=0)
        return dout @ self.old.T
