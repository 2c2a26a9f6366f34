"""The same weights for every unit.

en: Draw a number for each of them
ja: 重みごとに乱数を取り出して
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return np.broadcast_to(rng.normal(0, np.sqrt(2 / fan_in), shape[-1]), shape).copy()
