"""Only positive weights.

en: must be equally likely
ja: 同じように出なければ
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return np.abs(rng.normal(0, np.sqrt(2 / fan_in), shape))
