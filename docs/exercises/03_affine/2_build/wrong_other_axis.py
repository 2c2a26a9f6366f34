"""Adds the gradient of b over the outputs instead of the samples.

en: one number for each sample
ja: サンプルごとに一つずつ
"""


class Affine:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.grads = {}

    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        self.grads["W"] = self.x.T @ dout
        self.grads["b"] = dout.sum(axis=1)
        return dout @ self.params["W"].T
