"""The root of fan-in alone.

en: it should be about
ja: およそ
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return rng.normal(0, 2 / np.sqrt(fan_in), shape)
