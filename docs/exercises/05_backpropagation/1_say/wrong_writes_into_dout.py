"""Saves an array, and spoils the gradient for whoever needs it next.

en: Line 21 writes into an array that was handed to your function
ja: 21 行目が、渡された配列を書き換えています
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
        right = self.right.backward(dout * self.a)
        dout *= self.b
        return self.left.backward(dout) + right
