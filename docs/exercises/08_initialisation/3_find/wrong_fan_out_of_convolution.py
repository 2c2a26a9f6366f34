"""Counts outputs in convolutions.

en: what leaves a pixel
ja: 出ていく先の数
"""

import numpy as np


def kaiming(shape, rng, slope=0.0):
    F, *others = shape
    fan_in = F if len(shape) == 2 else F * others[1] * others[2]
    return rng.normal(0, np.sqrt(2 / (fan_in * (1 + slope**2))), shape)
