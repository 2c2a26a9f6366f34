"""Sums by einsum, and the variance from the mean of squares."""

import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        maps = x[:, :, None, None] if x.ndim == 2 else x
        mean, var = self.running_mean, self.running_var
        if self.training:
            n = maps.size // maps.shape[1]
            mean = np.einsum("nchw->c", maps) / n
            var = np.einsum("nchw,nchw->c", maps, maps) / n - mean**2
            weights = [self.momentum, 1 - self.momentum]
            self.running_mean = np.average([self.running_mean, mean], axis=0, weights=weights)
            self.running_var = np.average(
                [self.running_var, var * n / (n - 1)], axis=0, weights=weights
            )
        x_hat = np.einsum("nchw,c->nchw", maps - mean[:, None, None], 1 / np.sqrt(var + self.eps))
        y = np.einsum("nchw,c->nchw", x_hat, self.gamma) + self.beta[:, None, None]
        return y.reshape(x.shape)
