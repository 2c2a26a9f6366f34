"""Returns the three in another order.

en: in the order dx, dgamma, dbeta
ja: dx、dgamma、dbeta の順
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
    dx = gamma / np.sqrt(var + eps) * (dout - mean - x_hat * slope)
    return dgamma, dbeta, dx
