"""The velocities belong to the class.

en: Two optimisers disturb each other
ja: 互いに影響しています
"""

import numpy as np


class Momentum:
    velocities = None

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum
        Momentum.velocities = None

    def update(self, parameters):
        if Momentum.velocities is None:
            Momentum.velocities = [np.zeros_like(p) for p, g in parameters]
        for v, (p, g) in zip(Momentum.velocities, parameters, strict=True):
            v *= self.momentum
            v -= self.lr * g
            p += v
