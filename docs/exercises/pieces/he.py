import numpy as np


def he(shape, rng):
    """Weights (D, M) or (F, C, FH, FW), of variance 2 / (inputs of a unit)."""
    inputs = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    return rng.standard_normal(shape) * np.sqrt(2 / inputs)
