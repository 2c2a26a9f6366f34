"""Makes a generator of its own.

en: do not make one of your own
ja: 自分で作らずに
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return np.random.default_rng(0).normal(0, np.sqrt(2 / fan_in), shape)
