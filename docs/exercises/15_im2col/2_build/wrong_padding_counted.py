"""Returns the counts of the padded axis.

en: are those of the padding among them
ja: パディングの分が入っていませんか
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size + 2 * pad)
    for first in range(0, size + 2 * pad - filter_size + 1, stride):
        counts[first : first + filter_size] += 1
    return counts
