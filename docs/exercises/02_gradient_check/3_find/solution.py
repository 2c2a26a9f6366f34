import numpy as np


def numerical_gradient(f, x, h=1e-4):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient


def f(x):
    return (x**2).sum()


print(numerical_gradient(f, np.array([1.0, 2.0])))
print(numerical_gradient(f, np.array([1, 2])))
