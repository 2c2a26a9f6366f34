"""Stops at the product, and does not go on through the layers.

en: has not gone through the two layers
ja: 二つの層をまだ通っていません
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
        return dout * self.b + dout * self.a
