"""Only the last sample reaches the gradient of W: assigned in a loop, not added.

en: only the last sample
ja: 最後のサンプルの分しか
"""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        for n in range(len(dout)):
            self.dW = np.outer(self.x[n], dout[n])
        self.db = dout.sum(axis=0)
        return dout @ self.W.T
