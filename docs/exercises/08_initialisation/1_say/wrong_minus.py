"""Believes that the slope takes away.

en: leaky_std(200, 1.0)
ja: leaky_std(200, 1.0)
"""

import numpy as np


def leaky_std(fan_in, slope):
    return np.sqrt(2 / fan_in) * (1 - slope**2 / 4)
