"""Adds the gradient of b over the outputs instead of the samples.

en: one number for each sample
ja: サンプルごとに一つずつ
"""


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=1)
        return dout @ self.W.T
