"""Uses tanh, which overflows nowhere, but cancels against the 1.

en: its digits are lost
ja: 桁が失われています
"""

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
