"""Forgets the stride.

en: gives what stride 1 gives
ja: ストライド 1 のときと同じです
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size + 2 * pad)
    for first in range(size + 2 * pad - filter_size + 1):
        counts[first : first + filter_size] += 1
    return counts[pad : pad + size]
