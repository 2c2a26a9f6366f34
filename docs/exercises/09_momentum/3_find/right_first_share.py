"""The first average is the share of the first square, and is not updated again."""

import numpy as np


class RMSProp:
    def __init__(self, lr=0.001, decay=0.9, eps=1e-8):
        self.lr, self.decay, self.eps = lr, decay, eps
        self.h = None

    def update(self, parameters):
        new = [(1 - self.decay) * g**2 for p, g in parameters]
        if self.h is not None:
            new = [self.decay * h + n for h, n in zip(self.h, new, strict=True)]
        self.h = new
        for h, (p, g) in zip(self.h, parameters, strict=True):
            p -= self.lr * g / (np.sqrt(h) + self.eps)
