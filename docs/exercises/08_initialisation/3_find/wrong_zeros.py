"""All zeros.

en: Random weights of mean 0 were
ja: 平均 0 の乱数
"""

import numpy as np


def kaiming(shape, rng, slope=0.0):
    return np.zeros(shape)
