"""Leaves gamma and beta out at inference.

en: At inference, too, gamma and beta
ja: 推論でも、gamma と beta
"""

import numpy as np


class BatchNorm:
    """Batch norm for (N, D) or (N, C, H, W); momentum weights the old value."""

    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        axes = (0,) if x.ndim == 2 else (0, 2, 3)
        shape = (1, -1) if x.ndim == 2 else (1, -1, 1, 1)
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean(axis=axes), x.var(axis=axes)
            unbiased = x.var(axis=axes, ddof=1)
            m = self.momentum
            self.running_mean = m * self.running_mean + (1 - m) * mean
            self.running_var = m * self.running_var + (1 - m) * unbiased
        x_hat = (x - mean.reshape(shape)) / np.sqrt(var.reshape(shape) + self.eps)
        if not self.training:
            return x_hat
        return self.gamma.reshape(shape) * x_hat + self.beta.reshape(shape)
