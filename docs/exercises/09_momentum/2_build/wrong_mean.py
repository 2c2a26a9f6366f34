"""A running mean.

en: multiplied by 1 - momentum
ja: 勾配に 1 - momentum を掛けています
"""

import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, parameters):
        if self.v is None:
            self.v = [np.zeros_like(p) for p, g in parameters]
        for v, (p, g) in zip(self.v, parameters, strict=True):
            v *= self.momentum
            v -= (1 - self.momentum) * self.lr * g
            p += v
