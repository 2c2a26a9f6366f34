"""m and v by the number of the parameter, made when first met."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.m, self.v = 0, {}, {}

    def update(self, parameters):
        self.t += 1
        for i, (p, g) in enumerate(parameters):
            self.m[i] = self.beta1 * self.m.get(i, 0) + (1 - self.beta1) * g
            self.v[i] = self.beta2 * self.v.get(i, 0) + (1 - self.beta2) * np.square(g)
            m_hat = self.m[i] / (1 - np.power(self.beta1, self.t))
            v_hat = self.v[i] / (1 - np.power(self.beta2, self.t))
            p[...] = p - self.lr * m_hat / (v_hat**0.5 + self.eps)
