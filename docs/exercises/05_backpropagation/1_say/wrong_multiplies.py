"""Multiplies the gradients of the two paths.

en: The gradients of two paths are multiplied
ja: 二つの経路の勾配を掛けています
"""


class Product:
    """left(x) * right(x), element by element."""

    def __init__(self, left, right):
        self.left, self.right = left, right

    def forward(self, x):
        self.a = self.left.forward(x)
        self.b = self.right.forward(x)
        return self.a * self.b

    def backward(self, dout):
        dx_left = self.left.backward(dout * self.b)
        dx_right = self.right.backward(dout * self.a)
        return dx_left * dx_right
