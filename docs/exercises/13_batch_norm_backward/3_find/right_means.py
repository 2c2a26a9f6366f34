"""Means, and a factor beside one of them."""

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
    slope = (dout * x_hat).mean(axis=0) * N / (N - 1)
    dx = gamma / s * (dout - dout.mean(axis=0) - x_hat * slope)
    return dx, dgamma, dbeta
