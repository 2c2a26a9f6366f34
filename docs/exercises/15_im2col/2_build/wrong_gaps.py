"""Takes every position to be seen by one window at least.

en: leave gaps
ja: どの窓にも見られません
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    counts = np.zeros(size + 2 * pad)
    for first in range(0, size + 2 * pad - filter_size + 1, stride):
        counts[first : first + filter_size] += 1
    return np.maximum(counts, 1)[pad : pad + size]
