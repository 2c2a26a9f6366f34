"""All parameters in one vector."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.m, self.v = 0, 0, 0

    def update(self, parameters):
        g = np.concatenate([g.ravel() for _, g in parameters])
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat, v_hat = self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)
        step = self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        start = 0
        for p, _ in parameters:
            p -= step[start : start + p.size].reshape(p.shape)
            start += p.size
