"""Ones where windows begin, convolved with the window."""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    begins = np.zeros(size + 2 * pad)
    begins[: size + 2 * pad - filter_size + 1 : stride] = 1
    return np.convolve(begins, np.ones(filter_size))[pad:][:size]
