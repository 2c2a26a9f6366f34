"""Forgets the gradients of the parameters.

en: Return 3 arrays: dx, dgamma, dbeta. A single array came back
ja: の 3 個の配列を返してください
"""

import numpy as np


def batch_norm_forward(x, gamma, beta, eps=1e-5):
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)


def batch_norm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    slope = (dout * x_hat).mean(axis=0)
    return gamma / np.sqrt(var + eps) * (dout - dout.mean(axis=0) - x_hat * slope)
