"""A table of windows by positions, added up."""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    starts = np.arange(0, size + 2 * pad - filter_size + 1, stride)
    inside = np.arange(pad, pad + size) - starts[:, np.newaxis]
    return ((inside >= 0) & (inside < filter_size)).sum(axis=0)
