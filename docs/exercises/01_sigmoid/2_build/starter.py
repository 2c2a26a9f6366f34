import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))  # <- your turn


def sigmoid_derivative(z):
    y = sigmoid(z)
    return y * (1 - y)  # <- your turn


z = np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])
print(sigmoid(z))
print(sigmoid_derivative(z))
