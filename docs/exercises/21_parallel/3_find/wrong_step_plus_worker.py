"""Adds step and worker.

en: Do they come to one seed
ja: 一つのシードにまとまって
"""

import numpy as np


def mask(seed, step, worker, shape):
    return np.random.default_rng([seed, step + worker]).random(shape) < 0.5
