"""Keeps the starter's lines, on other axes."""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    turned = np.moveaxis(x, 1, -1)
    flat = turned.reshape(-1, x.shape[1])
    flat = (flat - flat.mean(axis=0)) / np.sqrt(flat.var(axis=0) + eps)
    return np.moveaxis((gamma * flat + beta).reshape(turned.shape), -1, 1)
