"""Forgets the seed.

en: Seeds 0 and 1
ja: シード 0 と 1
"""

import numpy as np


def mask(seed, step, worker, shape):
    return np.random.default_rng([step, worker]).random(shape) < 0.5
