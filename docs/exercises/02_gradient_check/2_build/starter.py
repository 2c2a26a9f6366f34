import numpy as np


def numerical_gradient(f, x, h=1e-5):
    return np.zeros_like(x)  # <- your turn


def relative_error(a, b):
    return np.abs(a - b).max()  # <- your turn


x = np.array([[1.0, 2, 3], [4, 5, 6]])
print(numerical_gradient(lambda x: float((x**2).sum()), x))

formula = np.array([2.0, 0.0, -4.0])
measured = np.array([2.0, 1e-12, -3.0])
print(relative_error(formula, measured))
print(relative_error(np.zeros(3), np.zeros(3)))
