"""Lays copies side by side.

en: as np.tile lays them
ja: np.tile のように
"""

import numpy as np


def average_pooling_backward(dout):
    return np.tile(dout, (1, 1, 2, 2)) / 4
