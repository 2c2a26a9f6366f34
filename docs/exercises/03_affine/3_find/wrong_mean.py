"""Divides by the batch, which changes the update instead.

en: `layer.W` is
ja: layer.W
"""


class Affine:
    def __init__(self, W, b, rate):
        self.W, self.b, self.rate = W, b, rate

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.W -= self.rate * (self.x.T @ dout) / len(dout)
        self.b -= self.rate * dout.sum(axis=0) / len(dout)
        return dout @ self.W.T
