import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


print("float32:    z   as derived    y (1 - y)    with |z|")
for z in np.array([-1000.0, -50.0, -2.0, 2.0, 20.0], np.float32):
    with np.errstate(all="ignore"):
        as_derived = np.exp(-z) / (1 + np.exp(-z)) ** 2
    y = sigmoid(z)
    values = (as_derived, y * (1 - y), sigmoid_derivative(z))
    print(f"{z:13.0f}", *(f"{value:12.2e}" for value in values))
