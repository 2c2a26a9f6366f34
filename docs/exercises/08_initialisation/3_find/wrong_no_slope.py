"""Mends the count and drops the slope.

en: has lost the slope
ja: 傾きがなくなりました
"""

import numpy as np


def kaiming(shape, rng, slope=0.0):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return rng.normal(0, np.sqrt(2 / fan_in), shape)
