"""Forgets the padding.

en: gives what pad=0 gives
ja: pad=0 のときと同じです
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size)
    for first in range(0, size - filter_size + 1, stride):
        counts[first : first + filter_size] += 1
    return counts
