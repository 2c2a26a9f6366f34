"""Computes y (1 - y) from a good y, and loses the digits of 1 - y on the right.

en: 1 - y has hardly a digit left
ja: 1 - y に桁がほとんど残りません
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    y = sigmoid(z)
    return y * (1 - y)
