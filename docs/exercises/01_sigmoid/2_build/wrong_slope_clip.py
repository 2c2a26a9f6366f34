"""Clips z before the slope: what is safe in float64 is NaN in float32.

en: Clipping z changes the slope
ja: 傾きが変わってしまいます
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    e = np.exp(np.clip(z, -700, 700))
    return (e / (1 + e)) / (1 + e)
