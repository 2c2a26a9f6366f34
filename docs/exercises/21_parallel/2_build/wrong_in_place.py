"""Changes the gradients that were handed in.

en: writes into an array that was handed
ja: 渡された配列を書き換えています
"""

import numpy as np


def combine(gradients, sizes):
    for n, gradient in zip(sizes, gradients, strict=True):
        gradient *= n / sum(sizes)
    return sum(gradients)


ones, threes = np.full(2, 1.0), np.full(2, 3.0)
print("parts of 6 and 6: ", combine([ones, threes], [6, 6]))
print("parts of 11 and 1:", combine([ones, threes], [11, 1]))
