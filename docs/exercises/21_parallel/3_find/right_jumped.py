"""The generator, jumped ahead."""

import numpy as np


def mask(seed, step, worker, shape):
    bits = np.random.PCG64([seed, step]).jumped(worker)
    return np.random.Generator(bits).random(shape) < 0.5
