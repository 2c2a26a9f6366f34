import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, parameters):
        if self.v is None:
            self.v = [np.zeros_like(p) for p, _ in parameters]
        for v, (p, g) in zip(self.v, parameters, strict=True):
            v *= self.momentum
            v -= (1 - dampening) * self.lr * g
            p += self.momentum * v - self.lr * g if ahead else 2 * v
