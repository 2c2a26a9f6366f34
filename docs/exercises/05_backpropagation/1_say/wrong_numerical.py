"""Nudges x, which gives dx, and leaves the weights inside without a gradient.

en: no gradient arrived at the weights of left
ja: left の重みに勾配が届いていません（
"""

import numpy as np


class Product:
    """left(x) * right(x), element by element."""

    def __init__(self, left, right):
        self.left, self.right = left, right

    def forward(self, x):
        self.x = x
        self.a = self.left.forward(x)
        self.b = self.right.forward(x)
        return self.a * self.b

    def backward(self, dout):
        dx = np.zeros_like(self.x)
        for place in np.ndindex(*self.x.shape):
            x = self.x.copy()
            x[place] += 1e-4
            above = np.sum(dout * self.left.forward(x) * self.right.forward(x))
            x[place] -= 2e-4
            below = np.sum(dout * self.left.forward(x) * self.right.forward(x))
            dx[place] = (above - below) / 2e-4
        return dx
