"""Integers 0 and 1, from a tuple of seeds."""

import numpy as np


def mask(seed, step, worker, shape):
    return np.random.default_rng((worker, step, seed)).integers(2, size=shape).astype(bool)
