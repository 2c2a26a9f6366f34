"""Hands the variance over as a standard deviation.

en: its root is missing
ja: 平方根をとっていません
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return rng.normal(0, 2 / fan_in, shape)
