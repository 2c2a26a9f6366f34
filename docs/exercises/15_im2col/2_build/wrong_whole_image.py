"""Counts for the image instead of one axis.

en: Count along one axis
ja: 一方の軸だけを数えてください
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size + 2 * pad)
    for first in range(0, size + 2 * pad - filter_size + 1, stride):
        counts[first : first + filter_size] += 1
    counts = counts[pad : pad + size]
    return np.outer(counts, counts)
