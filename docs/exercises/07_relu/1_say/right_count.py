"""Counts the images that are on."""

import numpy as np


def dead(z):
    return np.count_nonzero(z > 0, axis=0) == 0
