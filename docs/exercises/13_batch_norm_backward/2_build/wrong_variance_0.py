"""From the variance alone, without eps, in the last term.

en: has variance 0
ja: 分散が 0 です
"""

import numpy as np


class BatchNorm:
    """Batch norm for (N, D) or (N, C, H, W): gamma x_hat + beta."""

    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        self.axes = (0,) if x.ndim == 2 else (0, 2, 3)
        self.shape = (1, -1) if x.ndim == 2 else (1, -1, 1, 1)
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean(axis=self.axes), x.var(axis=self.axes)
            self.remember(mean, x.var(axis=self.axes, ddof=1))
        self.s = np.sqrt(var.reshape(self.shape) + self.eps)
        self.x_hat = (x - mean.reshape(self.shape)) / self.s
        gamma, beta = self.gamma.reshape(self.shape), self.beta.reshape(self.shape)
        return gamma * self.x_hat + beta

    def remember(self, mean, var):
        m = self.momentum
        self.running_mean = m * self.running_mean + (1 - m) * mean
        self.running_var = m * self.running_var + (1 - m) * var

    def backward(self, dout):
        self.dbeta = dout.sum(axis=self.axes)
        self.dgamma = (dout * self.x_hat).sum(axis=self.axes)
        if self.training:
            n = dout.size // len(self.gamma)  # N, or N * H * W
            mean = self.dbeta.reshape(self.shape) / n
            v = self.s**2 - self.eps
            with np.errstate(invalid="ignore"):
                slope = self.dgamma.reshape(self.shape) / n * v / v
            dout = dout - mean - self.x_hat * slope
        return self.gamma.reshape(self.shape) / self.s * dout
