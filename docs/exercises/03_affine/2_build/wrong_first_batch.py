"""Keeps the x of the first batch for ever.

en: stopped with ValueError
ja: 行目で止まりました（ValueError
"""


class Affine:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.grads = {}

    def forward(self, x):
        self.x = x
        return self.keep(x) @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        self.grads["W"] = self.first.T @ dout
        self.grads["b"] = dout.sum(axis=0)
        return dout @ self.params["W"].T

    def keep(self, x):
        self.first = getattr(self, "first", x)
        return x
