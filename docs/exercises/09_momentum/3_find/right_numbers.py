"""Starts from the number 0, and makes new arrays."""

import numpy as np


class RMSProp:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        self.lr, self.decay, self.eps, self.h = lr, decay, eps, {}

    def update(self, parameters):
        for i, (p, g) in enumerate(parameters):
            self.h[i] = self.decay * self.h.get(i, 0.0) + (1 - self.decay) * np.square(g)
            p[...] -= self.lr * g / (self.eps + self.h[i] ** 0.5)
