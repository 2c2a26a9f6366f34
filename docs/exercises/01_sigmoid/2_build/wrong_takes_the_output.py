"""Takes the argument of the derivative for the sigmoid's output.

en: y (1 - y) holds for the output
ja: ここで受け取るのは z そのものです
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(y):
    return y * (1 - y)
