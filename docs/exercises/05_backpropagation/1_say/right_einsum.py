"""By einsum, whatever the number of axes."""

import numpy as np


class Product:
    """left(x) * right(x), element by element."""

    def __init__(self, left, right):
        self.left, self.right = left, right

    def forward(self, x):
        self.a = self.left.forward(x)
        self.b = self.right.forward(x)
        return self.a * self.b

    def backward(self, dout):
        d_left = np.einsum("...,...->...", dout, self.b)
        d_right = np.einsum("...,...->...", dout, self.a)
        return np.add(self.left.backward(d_left), self.right.backward(d_right))
