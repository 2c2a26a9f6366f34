"""Does everything in float64, also for a float32 network.

en: sigmoid returns float64 for a float32 array
ja: float32 の配列に float64 を返しました
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z.astype(np.float64)))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
