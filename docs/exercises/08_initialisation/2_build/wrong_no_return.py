"""Forgets to return.

en: Did the function end without
ja: 書き忘れ
"""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    W = rng.normal(0, np.sqrt(2 / fan_in), shape)
    W -= W.mean()
