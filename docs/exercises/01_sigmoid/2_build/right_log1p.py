"""The slope by its logarithm, the sigmoid by its symmetry."""

import numpy as np


def sigmoid(z):
    small = np.exp(-np.abs(z))
    small /= 1 + small
    return np.where(z < 0, small, 1 - small)


def sigmoid_derivative(z):
    far = np.abs(z)
    return np.exp(-far - 2 * np.log1p(np.exp(-far)))
