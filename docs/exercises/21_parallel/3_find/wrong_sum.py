"""Adds the numbers up.

en: (0, 0, 1) and (0, 1, 0)
ja: (0, 0, 1) のときと (0, 1, 0)
"""

import numpy as np


def mask(seed, step, worker, shape):
    return np.random.default_rng(seed + step + worker).random(shape) < 0.5
