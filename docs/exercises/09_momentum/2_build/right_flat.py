"""One long velocity for all parameters, cut into pieces."""

import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, 0.0

    def update(self, parameters):
        g = np.concatenate([g.ravel() for p, g in parameters])
        self.v = self.momentum * self.v - self.lr * g
        end = 0
        for p, _ in parameters:
            start, end = end, end + p.size
            p += self.v[start:end].reshape(p.shape)
