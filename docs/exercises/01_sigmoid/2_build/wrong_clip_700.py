"""Clips as far out as float64 allows, and still changes the values beyond.

en: Clipping z changes the values
ja: 値が変わってしまいます
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
