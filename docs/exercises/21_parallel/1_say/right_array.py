"""An array of no axes."""

import numpy as np


def speed_up(s, n):
    return np.reciprocal(np.array(s + np.divide(1 - s, n)))
