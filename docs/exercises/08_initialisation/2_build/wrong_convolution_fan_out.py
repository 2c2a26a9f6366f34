"""Counts what leaves a pixel.

en: you divided by F FH FW
ja: F FH FW で割っています
"""

import numpy as np


def he(shape, rng):
    F, *others = shape
    fan_in = F if len(shape) == 2 else F * others[1] * others[2]
    return rng.normal(0, np.sqrt(2 / fan_in), shape)
