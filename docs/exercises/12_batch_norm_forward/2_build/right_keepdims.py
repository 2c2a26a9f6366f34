"""Keeps the axes, and spreads gamma by hand."""

import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        axes = tuple(i for i in range(x.ndim) if i != 1)
        gamma, beta, mean, var = (
            np.expand_dims(a, axes)
            for a in (self.gamma, self.beta, self.running_mean, self.running_var)
        )
        if self.training:
            mean, var = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
            n = x.size / x.shape[1]
            self.running_mean = self.running_mean + (1 - self.momentum) * (
                mean.ravel() - self.running_mean
            )
            self.running_var = self.running_var + (1 - self.momentum) * (
                var.ravel() * n / (n - 1) - self.running_var
            )
        return gamma * (x - mean) * (var + self.eps) ** -0.5 + beta
