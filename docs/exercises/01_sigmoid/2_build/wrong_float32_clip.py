"""Clips where float32 would overflow, so that float64 loses its small values.

en: Clipping z changes the values
ja: 値が変わってしまいます
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -88, 88)))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
