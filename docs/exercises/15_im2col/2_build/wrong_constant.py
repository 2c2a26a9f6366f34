"""Counts as if every position lay in the middle.

en: Every position counts 5
ja: どの位置も 5 です
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    return np.full(size, filter_size / stride)
