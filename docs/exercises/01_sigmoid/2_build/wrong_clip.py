"""Clips z, which changes the values far out.

en: Clipping z changes the values
ja: 値が変わってしまいます
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
