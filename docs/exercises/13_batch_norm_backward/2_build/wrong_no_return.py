"""Prints the three and returns none of them.

en: Did the function end without a `return`
ja: を書き忘れていませんか
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
    slope = (dout * x_hat).mean(axis=0)
    dx = gamma / np.sqrt(var + eps) * (dout - dout.mean(axis=0) - x_hat * slope)
    print(dx, dgamma, dbeta)
