"""Multiplies in place, in a copy of dout."""

import numpy as np

from lesson_code import Layer


class Product(Layer):
    """left(x) * right(x), element by element."""

    def __init__(self, left, right):
        super().__init__()
        self.left, self.right = left, right

    def forward(self, x, train=False):
        self.a = self.left.forward(x, train)
        self.b = self.right.forward(x, train)
        return self.a * self.b

    def backward(self, dout):
        d = dout.copy()
        d *= self.b
        dx = self.left.backward(d)
        d = np.array(dout)
        np.multiply(d, self.a, out=d, where=d != 0)
        return dx + self.right.backward(d)
