"""Lists every position of every window, and counts."""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    starts = np.arange(0, size + 2 * pad - filter_size + 1, stride)
    seen = np.add.outer(starts, np.arange(filter_size)).ravel()
    return np.bincount(seen, minlength=size + 2 * pad)[pad : size + pad].astype(float)
