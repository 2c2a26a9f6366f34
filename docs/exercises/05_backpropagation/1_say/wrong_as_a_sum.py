"""Hands dout on to both sides, as if the outputs were added.

en: as it would be for left(x) + right(x)
ja: left(x) + right(x) のときの答え
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
        return self.left.backward(dout) + self.right.backward(dout)
