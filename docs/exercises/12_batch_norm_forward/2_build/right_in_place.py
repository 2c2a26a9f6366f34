"""Updates its own arrays in place."""

import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        axes, shape = ((0, 2, 3), (-1, 1, 1)) if x.ndim == 4 else (0, (-1,))
        if self.training:
            mean, var = x.mean(axes), x.var(axes)
            self.running_mean *= self.momentum
            self.running_mean += (1 - self.momentum) * mean
            self.running_var *= self.momentum
            self.running_var += (1 - self.momentum) * x.var(axes, ddof=1)
        else:
            mean, var = self.running_mean, self.running_var
        y = x - mean.reshape(shape)
        y *= (self.gamma / np.sqrt(var + self.eps)).reshape(shape)
        y += self.beta.reshape(shape)
        return y
