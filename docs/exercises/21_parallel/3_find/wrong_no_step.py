"""Forgets the step.

en: Steps 0 and 1
ja: 0 歩目と 1 歩目
"""

import numpy as np


def mask(seed, step, worker, shape):
    return np.random.default_rng([seed, worker]).random(shape) < 0.5
