"""Multiplies where it should divide.

en: other way round
ja: 向きが逆
"""

import numpy as np


def leaky_std(fan_in, slope):
    return np.sqrt(2 * (1 + slope**2) / fan_in)
