"""Keeps the powers of the decays, and divides where there is something to divide."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.kept = np.ones(2)
        self.memory = None

    def update(self, parameters):
        if self.memory is None:
            self.memory = [np.zeros((2, *p.shape)) for p, _ in parameters]
        self.kept *= (self.beta1, self.beta2)
        for memory, (p, g) in zip(self.memory, parameters, strict=True):
            m, v = memory
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g**2 - v)
            root = np.sqrt(v / (1 - self.kept[1])) + self.eps
            step = np.divide(m / (1 - self.kept[0]), root, out=np.zeros_like(root), where=v > 0)
            np.subtract(p, self.lr * step, out=p)
