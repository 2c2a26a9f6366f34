import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros_like(x)  # the shape of x
    for i in np.ndindex(x.shape):  # (0, 0), (0, 1), (0, 2), (1, 0), ...
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient


def f(x):
    return float((x**2).sum())


x = np.array([[1.0, 2, 3], [4, 5, 6]])
gradient = numerical_gradient(f, x)
print("gradient", gradient.shape)
print(gradient.round(6))
print("x is as it was:", np.array_equal(x, [[1, 2, 3], [4, 5, 6]]))
