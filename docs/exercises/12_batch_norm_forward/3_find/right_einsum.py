"""Sums by einsum."""

import numpy as np


def batch_norm(x, gamma, beta, eps=1e-5):
    n = x.size // x.shape[1]
    mean = np.einsum("nchw->c", x) / n
    off = x - mean[:, None, None]
    var = np.einsum("nchw,nchw->c", off, off) / n
    return np.einsum("nchw,c->nchw", off, gamma / np.sqrt(var + eps)) + beta[:, None, None]
