import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


z = np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])
print(sigmoid(z))
print(sigmoid_derivative(z))
