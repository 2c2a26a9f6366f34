"""Multiplies in place, in a copy of dout."""

import numpy as np


class Product:
    """left(x) * right(x), element by element."""

    def __init__(self, left, right):
        self.left, self.right = left, right

    def forward(self, x):
        self.a = self.left.forward(x)
        self.b = self.right.forward(x)
        return self.a * self.b

    def backward(self, dout):
        d = dout.copy()
        d *= self.b
        dx = self.left.backward(d)
        d = np.array(dout)
        np.multiply(d, self.a, out=d, where=d != 0)
        return dx + self.right.backward(d)
