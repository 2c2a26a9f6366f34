"""Stops at the product, and does not go on through the layers.

en: has not gone through the two layers
ja: 二つの層をまだ通っていません
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
        return dout * self.b + dout * self.a


rng = np.random.default_rng(0)
layer = Product(Sigmoid(), Tanh())
print(check_gradients(layer, rng.standard_normal((2, 3)), rng))
