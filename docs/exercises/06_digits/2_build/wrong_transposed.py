"""Multiplies in the other order: the transpose.

en: this is the transpose of (5, 3)
ja: (5, 3) の転置
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradients(W1, b1, W2, b2, x, t):
    h = sigmoid(x @ W1 + b1)
    y = sigmoid(h @ W2 + b2)
    d2 = (y - t) * y * (1 - y) / len(x)
    d1 = (d2 @ W2.T) * h * (1 - h)
    return d1.T @ x, d1.sum(axis=0), d2.T @ h, d2.sum(axis=0)
