"""Number by number."""

import numpy as np


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, parameters):
        if self.v is None:
            self.v = [dict.fromkeys(np.ndindex(p.shape), 0.0) for p, g in parameters]
        for v, (p, g) in zip(self.v, parameters, strict=True):
            for i in v:
                v[i] = self.momentum * v[i] - self.lr * g[i]
                p[i] += v[i]
