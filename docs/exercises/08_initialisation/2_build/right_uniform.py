"""From a uniform distribution of the same variance."""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    edge = np.sqrt(6 / fan_in)
    return rng.uniform(-edge, edge, shape)
