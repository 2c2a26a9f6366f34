"""decay and its complement have changed places.

en: have changed places
ja: 逆で
"""

import numpy as np


class RMSProp:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        self.lr, self.decay, self.eps = lr, decay, eps
        self.h = None

    def update(self, parameters):
        if self.h is None:
            self.h = [np.zeros_like(p) for p, g in parameters]
        for h, (p, g) in zip(self.h, parameters, strict=True):
            h *= 1 - self.decay
            h += self.decay * g**2
            p -= self.lr * g / (np.sqrt(h) + self.eps)
