import numpy as np


def he(shape, rng):
    if len(shape) == 2:
        size = shape[count == "fan_out"]
    else:
        size = np.prod(shape[2:]) * shape[count == "fan_in"]
    bound = np.sqrt(3 * gain / size)
    return rng.uniform(-bound, bound, shape)
