"""Asks with `if` about a whole array.

en: Line 11 stopped with ValueError
ja: 11 行目で止まりました
"""

import numpy as np


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
