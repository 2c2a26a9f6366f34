"""Number by number."""

import numpy as np


def batch_norm_forward(x, gamma, beta, eps=1e-5):
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)


def batch_norm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    N, D = x_hat.shape
    dx = [[0.0] * D for _ in range(N)]
    dgamma, dbeta = [0.0] * D, [0.0] * D
    for d in range(D):
        for n in range(N):
            dbeta[d] += dout[n, d]
            dgamma[d] += dout[n, d] * x_hat[n, d]
        for n in range(N):
            inside = dout[n, d] - dbeta[d] / N - x_hat[n, d] * dgamma[d] / N
            dx[n][d] = gamma[d] * inside / np.sqrt(var[d] + eps)
    return dx, dgamma, dbeta
