"""Adds 1 to all that a window sees, window by window."""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size + 2 * pad, dtype=int)
    start = 0
    while start + filter_size <= len(counts):
        counts[start : start + filter_size] += 1
        start += stride
    return counts[pad : pad + size]
