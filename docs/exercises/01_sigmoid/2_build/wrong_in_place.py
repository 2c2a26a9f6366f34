"""Writes into the array that it was handed.

en: Line 11 writes into an array that was handed to your function
ja: 11 行目が、渡された配列を書き換えています
"""

import numpy as np


def sigmoid(z):
    z[z < -700] = -700
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
