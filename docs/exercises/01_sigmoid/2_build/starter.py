import numpy as np


def my_sigmoid(z):
    return 1 / (1 + np.exp(-z))  # <- your turn


def my_sigmoid_derivative(z):
    y = my_sigmoid(z)
    return y * (1 - y)  # <- your turn


z = np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0])
print(my_sigmoid(z))
print(my_sigmoid_derivative(z))
