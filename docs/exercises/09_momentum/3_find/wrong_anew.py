"""Begins h anew each time.

en: h is begun anew at every update
ja: h が毎回作り直されて
"""

import numpy as np


class RMSProp:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        self.lr, self.decay, self.eps = lr, decay, eps

    def update(self, parameters):
        for p, g in parameters:
            h = (1 - self.decay) * g**2
            p -= self.lr * g / (np.sqrt(h) + self.eps)
