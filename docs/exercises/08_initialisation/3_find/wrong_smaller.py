"""Makes the weights smaller until 784-50 looks right.

en: fits
ja: ユニットの入力が
"""

import numpy as np


def kaiming(shape, rng, slope=0.0):
    fan_in = np.prod(shape[1:])
    std = np.sqrt(2 / (fan_in * (1 + slope**2)))
    return rng.normal(0, std / 4, shape)
