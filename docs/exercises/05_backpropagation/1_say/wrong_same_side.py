"""Multiplies each side by its own output instead of the other.

en: multiplied by its own output
ja: 自分の出力を掛けて
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
        dx_left = self.left.backward(dout * self.a)
        dx_right = self.right.backward(dout * self.b)
        return dx_left + dx_right
