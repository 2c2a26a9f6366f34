"""Works in place: np.nditer, and the two calls into the gradient itself."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.empty(x.shape)
    walk = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    for element in walk:
        old = float(element)
        element[...] = old + h
        gradient[walk.multi_index] = f(x)
        element[...] = old - h
        gradient[walk.multi_index] -= f(x)
        element[...] = old
    gradient /= 2 * h
    return gradient


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    difference, size = a.copy(), abs(a)
    difference -= b
    np.abs(difference, out=difference)
    size += abs(b)
    if (size == 0).all():
        return 0
    return difference.max() / size.max()
