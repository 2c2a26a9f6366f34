"""Finds the standard deviation from x_hat, which is 0 throughout where the variance is.

en: A feature that is the same in every sample has variance 0
ja: どのサンプルでも同じ値の特徴
"""

import numpy as np


def batch_norm_forward(x, gamma, beta, eps=1e-5):
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)


def batch_norm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    s = np.sqrt(np.divide(var, x_hat.var(axis=0)))
    inside = dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0)
    return gamma / s * inside, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
