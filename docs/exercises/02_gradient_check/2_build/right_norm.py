"""np.ndenumerate, each value divided before the difference; the maximum norm."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for i, old in np.ndenumerate(x.copy()):
        x[i] = old + h
        gradient[i] = f(x) / (2 * h)
        x[i] = old - h
        gradient[i] -= f(x) / (2 * h)
        x[i] = old
    return gradient


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")

    scale = np.linalg.norm((np.abs(a) + np.abs(b)).ravel(), np.inf)
    if not np.any(a) and not np.any(b):
        return 0.0
    return np.linalg.norm((a - b).ravel(), np.inf) / scale
