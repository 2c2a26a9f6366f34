"""Lists and the statistics module."""

import math
import statistics

import numpy as np


class BatchNorm:
    training = False

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma, self.beta = gamma, beta
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)

    def forward(self, x):
        x = np.asarray(x)
        columns = np.moveaxis(x, 1, 0)
        done = []
        for c, column in enumerate(columns):
            values = column.ravel().tolist()
            mean, var = self.running_mean[c], self.running_var[c]
            if self.training:
                mean, var = statistics.fmean(values), statistics.pvariance(values)
                self.running_mean[c] = self.mix(self.running_mean[c], mean)
                self.running_var[c] = self.mix(self.running_var[c], statistics.variance(values))
            root = math.sqrt(var + self.eps)
            new = [self.gamma[c] * (value - mean) / root + self.beta[c] for value in values]
            done.append(np.reshape(new, column.shape))
        return np.moveaxis(np.array(done), 0, 1)

    def mix(self, old, new):
        return self.momentum * old + (1 - self.momentum) * new
