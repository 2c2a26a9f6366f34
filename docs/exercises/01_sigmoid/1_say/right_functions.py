"""By the names of the operations."""

import numpy as np


def gradient(dout, y):
    return np.multiply(dout, np.multiply(y, np.subtract(1, y)))
