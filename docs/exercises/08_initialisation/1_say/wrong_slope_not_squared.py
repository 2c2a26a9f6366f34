"""The slope itself in place of its square.

en: in a square
ja: 二乗すると
"""

import numpy as np


def leaky_std(fan_in, slope):
    return np.sqrt(2 / (fan_in * (1 + slope)))
