"""With out=, no new arrays but the product."""

import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum

    def update(self, parameters):
        if not hasattr(self, "v"):
            self.v = [np.zeros_like(p) for p, g in parameters]
        for v, (p, g) in zip(self.v, parameters, strict=True):
            np.multiply(v, self.momentum, out=v)
            np.subtract(v, self.lr * g, out=v)
            np.add(p, v, out=p)
