"""Calculates under a mask, which lets through all that overflows.

en: Only exponents of 0 or below are safe
ja: 安心して指数をとれるのは、0 以下の数だけです
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-z, where=np.isfinite(z), out=np.zeros_like(z))
    return 1 / (1 + e)


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
