"""Draws from a generator that nobody handed in.

en: some numbers do not come from
ja: 以外から取り出した乱数
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return np.random.default_rng().standard_normal(shape) * np.sqrt(2 / fan_in)
