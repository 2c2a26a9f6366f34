"""Adds with a fancy index, which counts a position once however often it is named.

en: counts[index] += 1 adds once
ja: counts[index] += 1
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size + 2 * pad)
    starts = np.arange(0, len(counts) - filter_size + 1, stride)
    counts[np.add.outer(starts, np.arange(filter_size))] += 1
    return counts[pad : pad + size]
