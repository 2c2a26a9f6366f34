"""Gives a part of one sample the weight of a part of eleven.

en: as much as
ja: 同じ重さ
"""

import numpy as np


def combine(gradients, sizes):
    return np.mean(gradients, axis=0)


ones, threes = np.full(2, 1.0), np.full(2, 3.0)
print("parts of 6 and 6: ", combine([ones, threes], [6, 6]))
print("parts of 11 and 1:", combine([ones, threes], [11, 1]))
