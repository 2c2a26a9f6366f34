"""Forgets gamma. With dout = 1 nobody notices.

en: gamma is forgotten
ja: gamma を忘れて
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
    mean = dout.mean(axis=0)
    slope = (dout * x_hat).mean(axis=0)
    dx = 1 / np.sqrt(var + eps) * (dout - mean - x_hat * slope)
    return dx, dgamma, dbeta
