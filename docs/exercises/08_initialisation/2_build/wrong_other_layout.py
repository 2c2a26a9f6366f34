"""The layout of another library: right for convolutions only.

en: you divided by M
ja: M で割っています
"""

import numpy as np


def he(shape, rng):
    return rng.normal(0, np.sqrt(2 / np.prod(shape[1:])), shape)
