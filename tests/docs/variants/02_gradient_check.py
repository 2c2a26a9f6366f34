import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    s = 1 if side == "+" else -1
    for i in np.ndindex(x.shape):
        old, values = x[i], []
        for step in (0, h, 2 * h):
            x[i] = old + s * step
            values.append(f(x))
        x[i] = old
        gradient[i] = s * (-3 * values[0] + 4 * values[1] - values[2]) / (2 * h)
    return gradient


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError
    size = np.abs(a) * np.abs(b) if share == "|a| * |b|" else a**2 + b**2
    difference = np.abs(a - b).max()
    return 0.0 if difference == 0 else difference / np.sqrt(size).max()
