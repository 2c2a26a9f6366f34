"""Divides by the outputs.

en: you divided by M
ja: M で割っています
"""

import numpy as np


def he(shape, rng):
    fan_out = shape[-1] if len(shape) == 2 else shape[0] * shape[2] * shape[3]
    return rng.normal(0, np.sqrt(2 / fan_out), shape)
