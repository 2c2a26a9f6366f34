"""Swaps the decays.

en: Here they are swapped
ja: 逆になっています
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
            m += (1 - self.beta2) * (g - m)
            v += (1 - self.beta1) * (g * g - v)
            m_hat = m / (1 - self.beta2**self.t)
            v_hat = v / (1 - self.beta1**self.t)
            p -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
