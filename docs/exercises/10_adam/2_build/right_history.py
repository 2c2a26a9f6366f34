"""Keeps all gradients and weighs them anew."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.seen = []

    def update(self, parameters):
        parameters = list(parameters)
        self.seen.append([g.copy() for _, g in parameters])
        age = np.arange(len(self.seen))[::-1]
        w, u = self.beta1**age, self.beta2**age
        for i, (p, _) in enumerate(parameters):
            g = np.array([one[i] for one in self.seen])
            m_hat = np.einsum("t,t...->...", w / w.sum(), g)
            v_hat = np.einsum("t,t...->...", u / u.sum(), g**2)
            p -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
