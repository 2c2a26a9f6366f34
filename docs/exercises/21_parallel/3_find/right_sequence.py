"""A SeedSequence with a key."""

import numpy as np


def mask(seed, step, worker, shape):
    sequence = np.random.SeedSequence(seed, spawn_key=(step, worker))
    return np.random.default_rng(sequence).random(shape) < 0.5
