"""np.select, with exponents that are safe on either side."""

import numpy as np


def sigmoid(z):
    below, above = np.exp(np.minimum(z, 0)), np.exp(-np.maximum(z, 0))
    return np.select([z >= 0], [1 / (1 + above)], below / (1 + below))


def sigmoid_derivative(z):
    y = sigmoid(-np.abs(z))
    return y - y**2
