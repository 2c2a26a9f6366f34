"""Counts where windows begin and end; the running sum is how many are open."""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    change = np.zeros(size + 2 * pad + 1)
    starts = np.arange(0, size + 2 * pad - filter_size + 1, stride)
    np.add.at(change, starts, 1)
    np.add.at(change, starts + filter_size, -1)
    return np.cumsum(change)[pad : pad + size]
