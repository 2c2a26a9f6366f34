"""By tensordot and dot."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradients(W1, b1, W2, b2, x, t):
    h = sigmoid(np.dot(x, W1) + b1)
    y = sigmoid(h.dot(W2) + b2)
    d2 = np.multiply(y - t, y * (1 - y)) / len(t)
    d1 = np.tensordot(d2, W2, axes=(1, 1)) * (h - h**2)
    ones = np.ones(len(x))
    return np.tensordot(x, d1, (0, 0)), ones @ d1, np.tensordot(h, d2, (0, 0)), ones.dot(d2)
