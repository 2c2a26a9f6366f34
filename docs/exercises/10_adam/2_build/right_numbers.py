"""Element by element, through flat views."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.m, self.v = 0, [], []

    def update(self, parameters):
        self.t += 1
        for i, (p, g) in enumerate(parameters):
            if i == len(self.m):
                self.m.append([0.0] * p.size)
                self.v.append([0.0] * p.size)
            for k, x in enumerate(g.flat):
                self.m[i][k] = self.beta1 * self.m[i][k] + (1 - self.beta1) * x
                self.v[i][k] = self.beta2 * self.v[i][k] + (1 - self.beta2) * x * x
                root = np.sqrt(self.v[i][k] / (1 - self.beta2**self.t))
                p.flat[k] -= self.lr * self.m[i][k] / (1 - self.beta1**self.t) / (root + self.eps)
