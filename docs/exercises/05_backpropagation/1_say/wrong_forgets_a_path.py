"""Takes the right side for a constant.

en: only the path through left
ja: left を通る経路の分だけ
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
        return self.left.backward(dout * self.b)
