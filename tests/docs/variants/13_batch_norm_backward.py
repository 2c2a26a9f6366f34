import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        self.axes = (0, *range(2, x.ndim))
        self.places = (-1, *[1] * (x.ndim - 2))
        d, mean = x - centre, self.running_var
        if self.training:
            mean, m = (d**power).mean(axis=self.axes), self.momentum
            self.running_var = m * self.running_var + (1 - m) * mean
        self.s = (mean.reshape(self.places) + self.eps) ** (1 / power)
        self.x_hat = d / self.s
        return self.gamma.reshape(self.places) * self.x_hat + self.beta.reshape(self.places)

    def backward(self, dout):
        self.dbeta = dout.sum(axis=self.axes)
        self.dgamma = (dout * self.x_hat).sum(axis=self.axes)
        if self.training:
            n = dout.size // len(self.gamma)
            slope = self.dgamma.reshape(self.places) / n
            dout = dout - self.x_hat ** (power - 1) * slope
        return self.gamma.reshape(self.places) / self.s * dout
