"""Forgets the + 1 of the fence posts: the last window is missing.

en: 24: fence posts
ja: 植木算です
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size + 2 * pad)
    for first in range(0, size + 2 * pad - filter_size, stride):
        counts[first : first + filter_size] += 1
    return counts[pad : pad + size]
