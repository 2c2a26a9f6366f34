"""Mends the affine layer and spoils the convolution.

en: the number of filters
ja: フィルタの数
"""

import numpy as np


def kaiming(shape, rng, slope=0.0):
    std = np.sqrt(2 / (shape[0] * (1 + slope**2)))
    return rng.normal(0, std, shape)
