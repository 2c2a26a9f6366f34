"""Silences the warning and leaves the overflow.

en: also where the warning is silenced
ja: 警告を消しても同じです
"""

import numpy as np


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
