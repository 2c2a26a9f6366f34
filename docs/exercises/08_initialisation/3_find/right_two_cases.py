"""An if for each kind of layer."""

import math


def kaiming(shape, rng, slope=0.0):
    if len(shape) == 4:
        _, C, FH, FW = shape
        fan_in = C * FH * FW
    else:
        fan_in, _ = shape
    return rng.standard_normal(shape) * math.sqrt(2 / fan_in / (1 + slope**2))
