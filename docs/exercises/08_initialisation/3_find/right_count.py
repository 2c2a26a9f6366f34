"""All weights, over the number of units."""

import numpy as np


def kaiming(shape, rng, slope=0.0):
    units = shape[-1] if len(shape) == 2 else shape[0]
    fan_in = np.prod(shape) / units
    return rng.normal(0, np.sqrt(2 / (fan_in * (1 + slope**2))), shape)
