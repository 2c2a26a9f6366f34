"""NumPy's average takes weights."""

import numpy as np


def combine(gradients, sizes):
    return np.average(gradients, axis=0, weights=sizes)
