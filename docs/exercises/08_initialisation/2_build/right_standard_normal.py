"""Scales standard normal numbers."""

import math


def he(shape, rng):
    inputs = shape[0] if len(shape) == 2 else math.prod(shape[1:])
    return rng.standard_normal(shape) * math.sqrt(2 / inputs)
