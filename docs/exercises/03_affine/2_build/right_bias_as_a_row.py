"""Takes the bias for one more row of weights, whose input is always 1."""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = np.column_stack([x, np.ones(len(x), x.dtype)])
        return self.x @ np.vstack([self.W, self.b])

    def backward(self, dout):
        both = self.x.T @ dout
        self.dW, self.db = both[:-1], both[-1]
        return (dout @ np.vstack([self.W, self.b]).T)[:, :-1]
