"""Pads when it counts the windows, but not when it places them.

en: it must read the same backwards
ja: 逆から読んでも同じはずです
"""

import numpy as np

from lesson_code import conv_output_size


def count_windows(size, filter_size, stride=1, pad=0):
    output_size = conv_output_size(size, filter_size, stride, pad)
    position = np.arange(size)
    first = np.maximum(0, -((filter_size - 1 - position) // stride))
    last = np.minimum(output_size - 1, position // stride)
    return last - first + 1
