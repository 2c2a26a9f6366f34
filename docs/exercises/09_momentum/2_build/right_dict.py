"""A dictionary by position, in place of a list."""

import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def update(self, parameters):
        for i, (p, g) in enumerate(parameters):
            if i not in self.v:
                self.v[i] = np.zeros(p.shape)
            self.v[i] = self.momentum * self.v[i] - self.lr * g
            p += self.v[i]
