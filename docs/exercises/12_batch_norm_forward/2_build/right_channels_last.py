"""Turns feature maps into rows, one a pixel, and back."""

import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        if x.ndim == 4:
            N, C, H, W = x.shape
            rows = x.transpose(0, 2, 3, 1).reshape(-1, C)
            return self.forward(rows).reshape(N, H, W, C).transpose(0, 3, 1, 2)
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = np.mean(x, axis=0), np.var(x, axis=0)
            keep, n = self.momentum, len(x)
            self.running_mean = keep * self.running_mean + (1 - keep) * mean
            self.running_var = keep * self.running_var + (1 - keep) * var * n / (n - 1)
        return self.gamma * (x - mean) / np.sqrt(var + self.eps) + self.beta
