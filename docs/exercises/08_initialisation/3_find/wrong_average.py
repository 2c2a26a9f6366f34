"""Takes the mean of both counts.

en: Xavier's compromise
ja: Xavierの折衷案
"""

import numpy as np


def kaiming(shape, rng, slope=0.0):
    fan_in = sum(shape) / 2 if len(shape) == 2 else np.prod(shape[1:])
    return rng.normal(0, np.sqrt(2 / (fan_in * (1 + slope**2))), shape)
