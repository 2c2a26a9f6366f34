"""A matrix of one row for each unit, turned where the layout asks for it."""

import numpy as np


def he(shape, rng):
    units = shape[1] if len(shape) == 2 else shape[0]
    rows = rng.standard_normal((units, np.prod(shape) // units))
    rows *= np.sqrt(2 / rows.shape[1])
    return rows.T.copy() if len(shape) == 2 else rows.reshape(shape)
