import numpy as np


def my_sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def my_sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


z = np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])
print(my_sigmoid(z))
print(my_sigmoid_derivative(z))
