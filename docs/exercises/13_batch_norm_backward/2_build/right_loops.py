"""Lists of numbers, feature by feature."""

import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean, self.running_var = np.zeros_like(gamma), np.ones_like(gamma)

    def forward(self, x):
        y, self.x_hat, self.s, old = np.empty_like(x), np.empty_like(x), [], self.momentum
        means, variances = self.running_mean.copy(), self.running_var.copy()
        for d in range(x.shape[1]):
            numbers = list(x[:, d].flat)
            mean, var = means[d], variances[d]
            if self.training:
                n = len(numbers)
                mean = sum(numbers) / n
                var = sum((a - mean) ** 2 for a in numbers) / n
                means[d] = old * means[d] + (1 - old) * mean
                variances[d] = old * variances[d] + (1 - old) * var * n / (n - 1)
            self.s.append(float(var + self.eps) ** 0.5)
            self.x_hat[:, d] = (x[:, d] - mean) / self.s[d]
            y[:, d] = self.gamma[d] * self.x_hat[:, d] + self.beta[d]
        self.running_mean, self.running_var = means, variances
        return y

    def backward(self, dout):
        dx, dgamma, dbeta = np.empty_like(dout), [], []
        for d in range(dout.shape[1]):
            g, u = dout[:, d], self.x_hat[:, d]
            dbeta.append(sum(g.flat))
            dgamma.append(sum(a * b for a, b in zip(g.flat, u.flat, strict=True)))
            if self.training:
                g = g - dbeta[d] / g.size - u * dgamma[d] / g.size
            dx[:, d] = self.gamma[d] / self.s[d] * g
        self.dgamma, self.dbeta = np.array(dgamma), np.array(dbeta)
        return dx
