"""Rounds the first window down, where it must be rounded up.

en: rounded down
ja: 切り捨てて
"""

import numpy as np

from lesson_code import conv_output_size


def count_windows(size, filter_size, stride=1, pad=0):
    output_size = conv_output_size(size, filter_size, stride, pad)
    position = np.arange(size) + pad
    first = np.maximum(0, (position - filter_size + 1) // stride)
    last = np.minimum(output_size - 1, position // stride)
    return last - first + 1
