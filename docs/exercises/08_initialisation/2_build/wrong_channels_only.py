"""Counts the channels and forgets the window.

en: you divided by C.
ja: C で割っています
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else shape[1]
    return rng.normal(0, np.sqrt(2 / fan_in), shape)
