"""Collects what arrives in an array of zeros."""

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
        dx = None
        for layer, other in ((self.right, self.a), (self.left, self.b)):
            arrived = layer.backward(np.multiply(dout, other))
            if dx is None:
                dx = np.zeros_like(arrived)
            np.add(dx, arrived, out=dx)
        return dx
