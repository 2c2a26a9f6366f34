"""Keeps another name of the array that is written into, not a copy.

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
        old = self.W
        self.W -= self.rate * (self.x.T @ dout)
        self.b -= self.rate * dout.sum(axis=0)
        return dout @ old.T
