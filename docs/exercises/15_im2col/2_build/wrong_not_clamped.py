"""Solves the inequality and forgets that no window begins before the edge.

en: no window begins before the edge
ja: 端より手前から始まる窓も
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    position = np.arange(size) + pad
    first = -((filter_size - 1 - position) // stride)
    last = position // stride
    return last - first + 1
