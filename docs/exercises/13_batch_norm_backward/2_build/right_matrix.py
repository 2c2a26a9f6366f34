"""The whole matrix of derivatives, feature by feature."""

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
        dx = np.empty_like(dout)
        self.dgamma, self.dbeta = np.empty_like(self.gamma), np.empty_like(self.beta)
        for d in range(len(self.gamma)):
            u, g = self.x_hat[:, d].ravel(), dout[:, d].ravel()
            n = len(u)
            self.dgamma[d], self.dbeta[d] = g @ u, g.sum()
            jacobian = np.eye(n, dtype=u.dtype)
            if self.training:
                jacobian = jacobian - (1 + np.outer(u, u)) / n
            g = self.gamma[d] / self.s.ravel()[d] * (jacobian @ g)
            dx[:, d] = g.reshape(dx[:, d].shape)
        return dx
