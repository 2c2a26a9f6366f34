"""One generator for all; each worker skips those before it."""

import numpy as np


def mask(seed, step, worker, shape):
    rng = np.random.default_rng([seed, step])
    for _ in range(worker):
        rng.random(shape)
    return rng.random(shape) < 0.5
