"""Back through the graph, one node after the other."""

import numpy as np


def batch_norm_forward(x, gamma, beta, eps=1e-5):
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / np.sqrt(var + eps)
    return gamma * x_hat + beta, (x_hat, gamma, var, eps)


def batch_norm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    N = dout.shape[0]
    s = (var + eps) ** 0.5
    centred = x_hat * s
    d_hat = dout * gamma
    d_centred = d_hat / s
    ds = (d_hat * centred).sum(axis=0) * -1 / s**2
    dvar = ds * 0.5 / s
    d_centred = d_centred + 2 * centred * dvar / N
    dmean = -d_centred.sum(axis=0)
    return d_centred + dmean / N, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
