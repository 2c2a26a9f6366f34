"""Differences of how many windows have begun and how many have ended, with `where=`."""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    windows = (size + 2 * pad - filter_size) // stride + 1
    place = np.arange(size) + pad
    begun = np.minimum(place // stride + 1, windows)
    ended = np.zeros_like(place)
    past = place >= filter_size
    np.floor_divide(place - filter_size, stride, out=ended, where=past)
    np.add(ended, 1, out=ended, where=past)
    return begun - ended
