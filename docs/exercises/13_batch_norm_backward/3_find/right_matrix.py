"""The whole matrix of derivatives, for each feature."""

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
    dx = np.empty_like(dout)
    for d, u in enumerate(x_hat.T):
        jacobian = np.eye(N) - 1 / N - np.outer(u, u) / (N - 1)
        dx[:, d] = gamma[d] / s[d] * jacobian @ dout[:, d]
    return dx, dgamma, dbeta
