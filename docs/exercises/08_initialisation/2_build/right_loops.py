"""Draws one weight after another."""

import numpy as np


def he(shape, rng):
    fan_in = 1
    for size in shape[:1] if len(shape) == 2 else shape[1:]:
        fan_in *= size
    W = np.empty(shape)
    for place in np.ndindex(*shape):
        W[place] = rng.normal(0, np.sqrt(2 / fan_in))
    return W
