"""Cuts with pad:-pad, which is empty for pad = 0.

en: with pad = 0 that ends before its first number
ja: pad が 0 のとき
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size + 2 * pad)
    for start in range(0, len(counts) - filter_size + 1, stride):
        counts[start : start + filter_size] += 1
    return counts[pad:-pad]
