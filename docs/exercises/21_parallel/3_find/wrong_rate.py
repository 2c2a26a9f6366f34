"""Drops less than half.

en: True, expected about 50 %
ja: の割合が
"""

import numpy as np


def mask(seed, step, worker, shape):
    return np.random.default_rng([seed, step, worker]).random(shape) < 0.6
