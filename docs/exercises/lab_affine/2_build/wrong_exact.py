"""Asks for the same bits: other right layers round otherwise.

en: Other correct layers pass
ja: ほかの正しい層には通ったものもあります
"""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T


def check(Layer):
    rng = np.random.default_rng(0)
    W, b, x, dout = (rng.random(s) for s in ((30, 20), 20, (40, 30), (40, 20)))
    layer, right = Layer(W, b), Affine(W, b)
    assert np.array_equal(layer.forward(x), right.forward(x)), "y differs"
    assert np.array_equal(layer.backward(dout), right.backward(dout)), "dx differs"
    assert np.array_equal(layer.dW, right.dW), "dW differs"
