"""Writes the usual decays.

en: the steps of Adam(0.1, 0.5, 0.75, 1e-08)
ja: Adam(0.1, 0.5, 0.75, 1e-08)
"""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.m, self.v = 0, None, None

    def update(self, parameters):
        if self.m is None:
            self.m = [np.zeros_like(p) for p, g in parameters]
            self.v = [np.zeros_like(p) for p, g in parameters]
        self.t += 1
        for m, v, (p, g) in zip(self.m, self.v, parameters, strict=True):
            m += (1 - 0.9) * (g - m)
            v += (1 - 0.999) * (g * g - v)
            m_hat = m / (1 - 0.9**self.t)
            v_hat = v / (1 - 0.999**self.t)
            p -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
