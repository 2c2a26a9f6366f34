"""Hides the loop in a map.

en: still takes the images one by one
ja: まだ 1 枚ずつ計算しています
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradients(W1, b1, W2, b2, x, t):
    h = sigmoid(x @ W1 + b1)
    y = sigmoid(h @ W2 + b2)
    d2 = (y - t) * y * (1 - y) / len(x)
    d1 = (d2 @ W2.T) * h * (1 - h)
    return sum(map(np.outer, x, d1)), d1.sum(axis=0), sum(map(np.outer, h, d2)), d2.sum(axis=0)
