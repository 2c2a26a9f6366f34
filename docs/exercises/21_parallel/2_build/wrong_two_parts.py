"""Takes it that there are always two parts.

en: three parts
ja: 三つ
"""

import numpy as np


def combine(gradients, sizes):
    first, second = gradients[:2]
    share = sizes[0] / sum(sizes)
    return share * first + (1 - share) * second


ones, threes = np.full(2, 1.0), np.full(2, 3.0)
print("parts of 6 and 6: ", combine([ones, threes], [6, 6]))
print("parts of 11 and 1:", combine([ones, threes], [11, 1]))
