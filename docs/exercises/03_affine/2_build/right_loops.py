"""Number by number; the gradients are lists until they are whole."""

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        D, M = self.W.shape
        return np.array(
            [
                [sum(row[i] * self.W[i, j] for i in range(D)) + self.b[j] for j in range(M)]
                for row in x
            ]
        )

    def backward(self, dout):
        D, M = self.W.shape
        samples = range(len(dout))
        dW = [[sum(self.x[n][i] * dout[n][j] for n in samples) for j in range(M)] for i in range(D)]
        self.dW = np.array(dW)
        self.db = np.array([sum(dout[n][j] for n in samples) for j in range(M)])
        dx = [[sum(dout[n][j] * self.W[i, j] for j in range(M)) for i in range(D)] for n in samples]
        return np.array(dx)
