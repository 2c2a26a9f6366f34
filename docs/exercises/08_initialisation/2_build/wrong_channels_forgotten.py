"""Counts the window and forgets the channels.

en: you divided by FH FW
ja: FH FW で割っています
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else shape[2] * shape[3]
    return rng.normal(0, np.sqrt(2 / fan_in), shape)
