"""Hands dout on to both sides, as if the outputs were added.

en: as it would be for left(x) + right(x)
ja: left(x) + right(x) のときの答え
"""

import numpy as np

from lesson_code import Layer, Sigmoid, Tanh, check_gradients


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
        return self.left.backward(dout) + self.right.backward(dout)


rng = np.random.default_rng(0)
layer = Product(Sigmoid(), Tanh())
print(check_gradients(layer, rng.standard_normal((2, 3)), rng))
