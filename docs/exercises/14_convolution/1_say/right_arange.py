"""NumPy counts."""

import numpy as np


def output_size(size, filter_size, stride, pad):
    return np.arange(0, size + 2 * pad - filter_size + 1, stride).size
