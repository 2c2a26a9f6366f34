"""Gate by gate."""

import numpy as np


def forward(x, gamma, beta, eps=1e-5):
    s = np.sqrt(x.var(axis=0, ddof=1) + eps)
    x_hat = (x - x.mean(axis=0)) / s
    return gamma * x_hat + beta, (x_hat, s, gamma)


def backward(dout, cache):
    x_hat, s, gamma = cache
    N = len(dout)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = dout * gamma
    ds = -(dx_hat * x_hat).sum(axis=0) / s
    dv = ds / (2 * s)
    dc = dx_hat / s + 2 * s * x_hat * dv / (N - 1)
    dx = dc - dc.mean(axis=0)
    return dx, dgamma, dbeta
