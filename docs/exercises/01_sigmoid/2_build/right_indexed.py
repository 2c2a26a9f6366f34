"""Two halves, picked by a boolean index and written into an array of its own."""

import numpy as np


def sigmoid(z):
    y = np.empty_like(z)
    right = z >= 0
    y[right] = 1 / (1 + np.exp(-z[right]))
    e = np.exp(z[~right])
    y[~right] = e / (1 + e)
    return y


def sigmoid_derivative(z):
    e = np.abs(z)
    e *= -1
    np.exp(e, out=e)
    return e / (1 + e) / (1 + e)
