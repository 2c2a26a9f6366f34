"""Divides by the number of all weights.

en: you divided by D M
ja: D M で割っています
"""

import numpy as np


def he(shape, rng):
    return rng.normal(0, np.sqrt(2 / np.prod(shape)), shape)
