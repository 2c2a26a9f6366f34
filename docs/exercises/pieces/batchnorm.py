import numpy as np


class BatchNorm:
    """Each feature of (N, D) or channel of (N, C, H, W): gamma x_hat + beta."""

    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean, self.running_var = np.zeros_like(gamma), np.ones_like(gamma)

    def forward(self, x):
        self.axes = (0,) if x.ndim == 2 else (0, 2, 3)
        self.spread = (1, -1) if x.ndim == 2 else (1, -1, 1, 1)
        self.n = x.size // len(self.gamma)
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean(axis=self.axes), x.var(axis=self.axes)
            unbiased = var * self.n / (self.n - 1)
            keep = self.momentum
            self.running_mean = keep * self.running_mean + (1 - keep) * mean
            self.running_var = keep * self.running_var + (1 - keep) * unbiased
        self.scale = 1 / np.sqrt(var + self.eps).reshape(self.spread)
        self.x_hat = (x - mean.reshape(self.spread)) * self.scale
        gamma, beta = self.gamma.reshape(self.spread), self.beta.reshape(self.spread)
        return gamma * self.x_hat + beta

    def backward(self, dout):
        self.dbeta = dout.sum(axis=self.axes)
        self.dgamma = (dout * self.x_hat).sum(axis=self.axes)
        dx = dout
        if self.training:
            mean = self.dbeta.reshape(self.spread) / self.n
            slope = self.dgamma.reshape(self.spread) / self.n
            dx = dout - mean - self.x_hat * slope
        return self.gamma.reshape(self.spread) * self.scale * dx
