"""Averages by writing into the gradient it was handed.

en: writes into an array that was handed
ja: 渡された配列を書き換えています
"""


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        dout /= len(dout)
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T
