"""Clips the slope's exponent by the dtype: right in float64, beyond what float32 holds.

en: Only exponents of 0 or below are safe
ja: 安心して指数をとれるのは、0 以下の数だけです
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    e = np.exp(np.clip(z, -745, 708))
    return e / (1 + e) / (1 + e)
