import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(k * z))
    return top * np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    e = np.exp(-np.abs(k * z))
    return top * k * e / (1 + e) ** 2
