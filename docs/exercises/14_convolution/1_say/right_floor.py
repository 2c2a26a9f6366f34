"""math.floor."""

import math


def output_size(size, filter_size, stride, pad):
    return math.floor((size + 2 * pad - filter_size) / stride) + 1
