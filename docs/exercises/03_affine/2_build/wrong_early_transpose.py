"""Keeps a transposed copy for the way back, which no update reaches.

en: dx came out as before
ja: dx が前と同じままです
"""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b, self.back = W, b, np.array(W.T)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.back
