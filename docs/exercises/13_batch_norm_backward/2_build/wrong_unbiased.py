"""Divides the sums by N - 1.

en: divided by N - 1
ja: N - 1 で割って
"""

import numpy as np


def batch_norm_forward(x, gamma, beta, eps=1e-5):
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)


def batch_norm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    n = len(dout) - 1
    mean, slope = dbeta / n, dgamma / n
    dx = gamma / np.sqrt(var + eps) * (dout - mean - x_hat * slope)
    return dx, dgamma, dbeta
