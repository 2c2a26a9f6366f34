"""Turns the means into sums, and forgets to divide them.

en: not divided
ja: 割っていません
"""

import numpy as np


def combine(gradients, sizes):
    return sum(n * g for n, g in zip(sizes, gradients, strict=True))


ones, threes = np.full(2, 1.0), np.full(2, 3.0)
print("parts of 6 and 6: ", combine([ones, threes], [6, 6]))
print("parts of 11 and 1:", combine([ones, threes], [11, 1]))
