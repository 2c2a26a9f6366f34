import numpy as np


class Momentum:
    """v <- momentum v - lr g, p <- p + v, in place."""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum
        self.v = None

    def update(self, parameters):
        if self.v is None:
            self.v = [np.zeros_like(p) for p, g in parameters]
        for v, (p, g) in zip(self.v, parameters, strict=True):
            v *= self.momentum
            v -= self.lr * g
            p += v
