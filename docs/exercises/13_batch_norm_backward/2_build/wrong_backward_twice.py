"""Lets x_hat pass twice through gamma.

en: gamma is multiplied twice
ja: gamma を二度掛けて
"""

import numpy as np


def batch_norm_forward(x, gamma, beta, eps=1e-5):
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)


def batch_norm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    d_hat = dout * gamma
    slope = (d_hat * x_hat).mean(axis=0)
    dx = gamma / np.sqrt(var + eps) * (d_hat - d_hat.mean(axis=0) - x_hat * slope)
    return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
