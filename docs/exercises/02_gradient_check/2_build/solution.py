import numpy as np


def numerical_gradient(f, x, h=1e-5):
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


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)


x = np.array([[1.0, 2, 3], [4, 5, 6]])
print(numerical_gradient(lambda x: float((x**2).sum()), x))

formula = np.array([2.0, 0.0, -4.0])
measured = np.array([2.0, 1e-12, -3.0])
print(relative_error(formula, measured))
print(relative_error(np.zeros(3), np.zeros(3)))
