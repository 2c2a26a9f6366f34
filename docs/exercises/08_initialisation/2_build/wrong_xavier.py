"""Xavier's compromise.

en: you divided by D + M
ja: D + M で割っています
"""

import numpy as np


def he(shape, rng):
    fan_in, fan_out = (shape[0], shape[1]) if len(shape) == 2 else (np.prod(shape[1:]), shape[0])
    return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), shape)
