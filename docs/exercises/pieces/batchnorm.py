import numpy as np


class BatchNorm:
    """Each feature of (N, D) or channel of (N, C, H, W): gamma x_hat + beta."""

    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.params = {"gamma": gamma, "beta": beta}
        self.grads = {}
        self.momentum, self.eps = momentum, eps
        self.running_mean, self.running_var = np.zeros_like(gamma), np.ones_like(gamma)

    def forward(self, x):
        self.axes = (0,) if x.ndim == 2 else (0, 2, 3)
        self.spread = (1, -1) if x.ndim == 2 else (1, -1, 1, 1)
        gamma, beta = (p.reshape(self.spread) for p in self.params.values())
        self.n = x.size // gamma.size
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean(axis=self.axes), x.var(axis=self.axes)
            unbiased = var * self.n / (self.n - 1)
            keep = self.momentum
            self.running_mean = keep * self.running_mean + (1 - keep) * mean
            self.running_var = keep * self.running_var + (1 - keep) * unbiased
        self.scale = 1 / np.sqrt(var + self.eps).reshape(self.spread)
        self.x_hat = (x - mean.reshape(self.spread)) * self.scale
        return gamma * self.x_hat + beta

    def backward(self, dout):
        self.grads["beta"] = dout.sum(axis=self.axes)
        self.grads["gamma"] = (dout * self.x_hat).sum(axis=self.axes)
        dx = dout
        if self.training:
            mean = self.grads["beta"].reshape(self.spread) / self.n
            slope = self.grads["gamma"].reshape(self.spread) / self.n
            dx = dout - mean - self.x_hat * slope
        return self.params["gamma"].reshape(self.spread) * self.scale * dx
