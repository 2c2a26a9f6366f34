"""Without the shape.

en: has shape
ja: 形状
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return rng.normal(0, np.sqrt(2 / fan_in), np.prod(shape))
