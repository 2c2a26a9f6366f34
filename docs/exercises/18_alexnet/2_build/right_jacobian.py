"""The whole Jacobian of each pixel."""

import numpy as np


class LRN:
    def __init__(self, k=2.0, n=5, alpha=1e-4, beta=0.75):
        self.k, self.n, self.alpha, self.beta = k, n, alpha, beta

    def forward(self, x):
        C = x.shape[1]
        self.near = abs(np.subtract.outer(range(C), range(C))) <= self.n // 2
        self.x = x
        squares = np.tensordot(x**2, self.near.astype(x.dtype), axes=(1, 1))
        self.s = self.k + self.alpha * np.moveaxis(squares, -1, 1)
        return x / self.s**self.beta

    def backward(self, dout):
        """J[n, j, i, h, w] is the derivative of output j by input i."""
        x, s, b = self.x, self.s, self.beta
        near = self.near[..., np.newaxis, np.newaxis]
        slope = -2 * self.alpha * b * x / s ** (b + 1)
        J = slope[:, :, np.newaxis] * x[:, np.newaxis] * near
        for c in range(x.shape[1]):
            J[:, c, c] += s[:, c] ** -b
        return (dout[:, :, np.newaxis] * J).sum(axis=1).astype(x.dtype)
