"""Multiplies by the other output after the layer, not before it.

en: multiplied after the layer, not before it
ja: 層を通ったあとで掛けています
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
        return self.left.backward(dout) * self.b + self.right.backward(dout) * self.a
