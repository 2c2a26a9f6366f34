"""Keeps the gradients under other names.

en: There is no `Affine.dW` in your program
ja: プログラムに `Affine.dW` がありません
"""


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.grad_W = self.x.T @ dout
        self.grad_b = dout.sum(axis=0)
        return dout @ self.W.T
