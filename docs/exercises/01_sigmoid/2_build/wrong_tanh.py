"""Uses tanh, which overflows nowhere, but cancels against the 1.

en: its digits are lost
ja: 桁が失われています
"""

import numpy as np


def my_sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def my_sigmoid_derivative(z):
    return my_sigmoid(z) * my_sigmoid(-z)
