"""Examines the layer of the file, not the one that it is given.

en: never made a layer
ja: 層が一度も作られていません
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
    layer = Affine(np.eye(2), np.ones(2))
    assert np.allclose(layer.forward(np.eye(2)), np.eye(2) + 1)
