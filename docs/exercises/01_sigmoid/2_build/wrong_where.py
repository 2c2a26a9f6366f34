"""Lets np.where choose between two expressions, of which one overflows.

en: np.where computes both of its expressions
ja: 選ばれないほうがあふれます
"""

import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
