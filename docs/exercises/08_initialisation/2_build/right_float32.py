"""In float32, drawn as such."""

import numpy as np


def he(shape, rng):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    W = rng.standard_normal(shape, dtype=np.float32)
    W *= np.float32(np.sqrt(2 / fan_in))
    return W
