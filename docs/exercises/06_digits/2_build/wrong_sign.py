"""Has the error the wrong way round.

en: wrong sign
ja: 符号が逆
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradients(W1, b1, W2, b2, x, t):
    h = sigmoid(x @ W1 + b1)
    y = sigmoid(h @ W2 + b2)
    d2 = (t - y) * y * (1 - y) / len(x)
    d1 = (d2 @ W2.T) * h * (1 - h)
    return x.T @ d1, d1.sum(axis=0), h.T @ d2, d2.sum(axis=0)
