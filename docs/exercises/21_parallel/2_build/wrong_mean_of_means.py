"""Gives a part of one sample the weight of a part of eleven.

en: as much as
ja: 同じ重さ
"""

import numpy as np


def combine(gradients, sizes):
    return np.mean(gradients, axis=0)
