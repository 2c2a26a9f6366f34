"""Takes the first axis for convolutions, too.

en: you divided by F.
ja: F で割っています
"""

import numpy as np


def he(shape, rng):
    return rng.normal(0, np.sqrt(2 / shape[0]), shape)
