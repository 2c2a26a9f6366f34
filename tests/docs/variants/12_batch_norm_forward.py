import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        if not self.training:
            return self.normalised(x, self.running_mean, self.running_var)
        return np.concatenate([self.learn(part) for part in np.split(x, len(x) // ghost)])

    def learn(self, x):
        axes = (0, *range(2, x.ndim))
        mean = x.mean(axis=axes)
        d = np.abs(x - self.across(mean, x))
        far = d.max(axis=axes) if spread == "max" else d.mean(axis=axes)
        m = self.momentum
        self.running_mean = m * self.running_mean + (1 - m) * mean
        self.running_var = m * self.running_var + (1 - m) * far
        return self.normalised(x, mean, far)

    def normalised(self, x, mean, far):
        x_hat = (x - self.across(mean, x)) / (self.across(far, x) + self.eps)
        return self.across(self.gamma, x) * x_hat + self.across(self.beta, x)

    def across(self, statistic, x):
        return statistic.reshape(-1, *[1] * (x.ndim - 2))
