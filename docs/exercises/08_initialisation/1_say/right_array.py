"""An array without axes."""

import numpy as np


def leaky_std(fan_in, slope):
    return np.asarray(np.sqrt(2) / np.hypot(1, slope) / np.sqrt(fan_in))
