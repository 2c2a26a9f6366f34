"""Calculates the slope in float64, also for a float32 network.

en: The slope for a float32 array is float64
ja: float32 の配列に、float64 の傾きを返しました
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    e = np.exp(-np.abs(np.asarray(z, float)))
    return e / (1 + e) ** 2
