"""Saves an array, and spoils the gradient for whoever needs it next.

en: Line 26 writes into an array that was handed to your function
ja: 26 行目が、渡された配列を書き換えています
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
        right = self.right.backward(dout * self.a)
        dout *= self.b
        return self.left.backward(dout) + right


rng = np.random.default_rng(0)
layer = Product(Sigmoid(), Tanh())
print(check_gradients(layer, rng.standard_normal((2, 3)), rng))
