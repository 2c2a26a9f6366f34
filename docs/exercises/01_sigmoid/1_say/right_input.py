"""Goes back to the input, and by the derivative there."""

import numpy as np


def gradient(dout, y):
    z = np.log(y) - np.log1p(-y)
    e = np.exp(-np.abs(z))
    return dout * e / (1 + e) ** 2
