"""In one line, the right side first."""


class Product:
    """left(x) * right(x), element by element."""

    def __init__(self, left, right):
        self.left, self.right = left, right

    def forward(self, x):
        self.a = self.left.forward(x)
        self.b = self.right.forward(x)
        return self.a * self.b

    def backward(self, dout):
        return self.right.backward(self.a * dout) + self.left.backward(self.b * dout)
