"""NumPy's `where=` calculates only what is safe."""

import numpy as np


def sigmoid(z):
    out = np.exp(np.minimum(z, 0))
    e = np.exp(-z, where=z >= 0, out=out.copy())
    np.divide(out, 1 + out, out=out, where=z < 0)
    np.divide(1, 1 + e, out=out, where=z >= 0)
    return out


def sigmoid_derivative(z):
    return sigmoid(z) * sigmoid(-z)
