"""By einsum, which names the axes; returns a list."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradients(W1, b1, W2, b2, x, t):
    h = sigmoid(np.einsum("nd,dm->nm", x, W1) + b1)
    y = sigmoid(np.einsum("nm,mk->nk", h, W2, optimize=True) + b2)
    d2 = (y - t) * y * (1 - y) / len(x)
    d1 = np.einsum("nk,mk->nm", d2, W2) * h * (1 - h)
    dW1 = np.einsum("nd,nm->dm", x, d1, optimize="greedy")
    return [dW1, np.einsum("nm->m", d1), np.einsum("nm,nk->mk", h, d2), np.einsum("nk->k", d2)]
