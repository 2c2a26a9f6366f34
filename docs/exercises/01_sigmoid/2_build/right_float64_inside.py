"""Calculates in float64 and gives back the dtype that came."""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z.astype(np.float64)))
    return (np.where(z >= 0, 1, e) / (1 + e)).astype(z.dtype)


def sigmoid_derivative(z):
    e = np.exp(-np.abs(z.astype(np.float64)))
    return (e / (1 + e) ** 2).astype(z.dtype)
