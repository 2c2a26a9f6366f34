"""At inference one factor and one offset; while training a function of its own."""

import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        flat = x.reshape(*x.shape[:2], -1)
        return self._flat(flat).reshape(x.shape)

    def _flat(self, x):
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = self._statistics(x)
        scale = self.gamma / np.sqrt(var + self.eps)
        return x * scale[:, None] + (self.beta - scale * mean)[:, None]

    def _statistics(self, x):
        n = x.shape[0] * x.shape[2]
        mean = x.sum((0, 2)) / n
        squares = ((x - mean[:, None]) ** 2).sum((0, 2))
        p = 1 - self.momentum
        self.running_mean = self.running_mean * (1 - p) + p * mean
        self.running_var = self.running_var * (1 - p) + p * squares / (n - 1)
        return mean, squares / n
