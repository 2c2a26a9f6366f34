"""Takes what comes from behind for 1.

en: dout makes no difference
ja: dout を変えても、dx が変わりません
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
        dx_left = self.left.backward(np.ones_like(dout) * self.b)
        dx_right = self.right.backward(np.ones_like(dout) * self.a)
        return dx_left + dx_right


rng = np.random.default_rng(0)
layer = Product(Sigmoid(), Tanh())
print(check_gradients(layer, rng.standard_normal((2, 3)), rng))
