"""Only the last sample reaches the gradient of W: assigned in a loop, not added.

en: only the last sample
ja: 最後のサンプルの分しか
"""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.grads = {}

    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        for n in range(len(dout)):
            self.grads["W"] = np.outer(self.x[n], dout[n])
        self.grads["b"] = dout.sum(axis=0)
        return dout @ self.params["W"].T
