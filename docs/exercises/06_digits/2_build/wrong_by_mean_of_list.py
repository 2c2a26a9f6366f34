"""Hides the loop in a list.

en: still takes the images one by one
ja: まだ 1 枚ずつ計算しています
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradients(W1, b1, W2, b2, x, t):
    each = [one(W1, b1, W2, b2, x[n], t[n]) for n in range(len(x))]
    return tuple(np.mean(part, axis=0) for part in zip(*each, strict=True))


def one(W1, b1, W2, b2, x, t):
    h = sigmoid(x @ W1 + b1)
    y = sigmoid(h @ W2 + b2)
    d2 = (y - t) * y * (1 - y)
    d1 = (W2 @ d2) * h * (1 - h)
    return np.outer(x, d1), d1, np.outer(h, d2), d2
