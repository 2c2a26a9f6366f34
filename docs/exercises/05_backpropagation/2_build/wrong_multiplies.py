"""Multiplies the gradients of the two paths.

en: The gradients of two paths are multiplied
ja: 二つの道の勾配を掛けています
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
        dx_left = self.left.backward(dout * self.b)
        dx_right = self.right.backward(dout * self.a)
        return dx_left * dx_right


rng = np.random.default_rng(0)
layer = Product(Sigmoid(), Tanh())
print(check_gradients(layer, rng.standard_normal((2, 3)), rng))
