"""One number after the other, with Python's own exp."""

import math

import numpy as np


def one(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def sigmoid(z):
    return np.array([one(v) for v in z.ravel().tolist()], z.dtype).reshape(z.shape)


def sigmoid_derivative(z):
    slopes = []
    for v in z.ravel().tolist():
        slopes.append(one(v) * one(-v))
    return np.array(slopes, z.dtype).reshape(z.shape)
