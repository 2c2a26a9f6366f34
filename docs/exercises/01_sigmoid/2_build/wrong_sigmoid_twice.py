"""Applies the sigmoid to its own output before it takes the slope.

en: y (1 - y) holds for the output
ja: ここで受け取るのは z そのものです
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    y = sigmoid(z)
    return sigmoid(y) * (1 - sigmoid(y))
