"""Means with `where=`, over everything that is a number."""

import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        numbers = ~np.isnan(x)
        axes = tuple({0, 1, 2, 3} - {1})[: x.ndim - 1]
        mean, var = self.running_mean, self.running_var
        if self.training:
            settings = {"axis": axes, "where": numbers}
            mean, var = np.mean(x, **settings), np.var(x, **settings)
            m, unbiased = self.momentum, np.var(x, ddof=1, **settings)
            self.running_mean = m * self.running_mean + (1 - m) * mean
            self.running_var = m * self.running_var + (1 - m) * unbiased
        mean, var, gamma, beta = (
            np.expand_dims(a, axes) for a in (mean, var, self.gamma, self.beta)
        )
        root = np.sqrt(var + self.eps)
        x_hat = np.divide(x - mean, root, where=numbers, out=np.zeros_like(x))
        return gamma * x_hat + beta
