"""Returns a bias gradient for each image.

en: a gradient for each of the 4 images
ja: 4 枚の画像に一つずつ勾配があります
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gradients(W1, b1, W2, b2, x, t):
    h = sigmoid(x @ W1 + b1)
    y = sigmoid(h @ W2 + b2)
    d2 = (y - t) * y * (1 - y) / len(x)
    d1 = (d2 @ W2.T) * h * (1 - h)
    return x.T @ d1, d1, h.T @ d2, d2
