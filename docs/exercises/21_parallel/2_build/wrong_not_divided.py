"""Adds the gradients and forgets to divide.

en: 2 times what it should be
ja: 2 倍です
"""

import numpy as np


def combine(gradients, sizes):
    return sum(gradients)


ones, threes = np.full(2, 1.0), np.full(2, 3.0)
print("parts of 6 and 6: ", combine([ones, threes], [6, 6]))
print("parts of 11 and 1:", combine([ones, threes], [11, 1]))
