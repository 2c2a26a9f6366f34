"""The matrix of the affine layer that a convolution is."""

import numpy as np


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        F, C, FH, FW = self.W.shape
        S, P = self.stride, self.pad
        self.x = x
        OH, OW = (x.shape[2] + 2 * P - FH) // S + 1, (x.shape[3] + 2 * P - FW) // S + 1
        self.meets = []  # output (oy, ox), weight (fy, fx) and pixel that meet
        for oy, ox, fy, fx in np.ndindex(OH, OW, FH, FW):
            p, q = oy * S + fy - P, ox * S + fx - P
            if 0 <= p < x.shape[2] and 0 <= q < x.shape[3]:
                self.meets.append((oy, ox, fy, fx, p, q))
        self.A = np.zeros((*x.shape[1:], F, OH, OW), x.dtype)
        for oy, ox, fy, fx, p, q in self.meets:
            self.A[:, p, q, :, oy, ox] = self.W[:, :, fy, fx].T
        return np.tensordot(x, self.A, 3) + self.b.reshape(-1, 1, 1)

    def backward(self, dout):
        dA = np.tensordot(self.x, dout, axes=(0, 0))
        self.db, self.dW = dout.sum((0, 2, 3)), np.zeros_like(self.W)
        for oy, ox, fy, fx, p, q in self.meets:
            self.dW[:, :, fy, fx] += dA[:, p, q, :, oy, ox].T
        return np.tensordot(dout, self.A, axes=([1, 2, 3], [3, 4, 5]))
