"""Puts the slope outside of the root.

en: leaky_std(50, 0.5)
ja: leaky_std(50, 0.5)
"""

import numpy as np


def leaky_std(fan_in, slope):
    return np.sqrt(2 / fan_in) / (1 + slope * (np.sqrt(2) - 1))
