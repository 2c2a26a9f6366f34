"""Keeps what it likes in the cache, and x itself."""

import numpy as np


def batch_norm_forward(x, gamma, beta, eps=1e-5):
    centred = x - x.mean(axis=0)
    inverse = 1 / np.sqrt((centred**2).mean(axis=0) + eps)
    x_hat = centred * inverse
    return gamma * x_hat + beta, {"x_hat": x_hat, "scale": gamma * inverse}


def batch_norm_backward(dout, cache):
    x_hat = cache["x_hat"]
    along = (x_hat * dout).sum(0)
    dx = cache["scale"] * (dout - dout.mean(0) - x_hat * along / len(dout))
    return dx, along, dout.sum(0)
