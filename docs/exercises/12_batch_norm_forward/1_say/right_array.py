"""A NumPy number."""

import numpy as np


def age(momentum):
    return np.divide(1 - momentum, momentum)
