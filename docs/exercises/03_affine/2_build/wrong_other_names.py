"""Puts the gradients under other names.

en: self.grads holds no "W"
ja: self.grads に "W" がありません
"""


class Affine:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.grads = {}

    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        self.grads["dW"] = self.x.T @ dout
        self.grads["db"] = dout.sum(axis=0)
        return dout @ self.params["W"].T
