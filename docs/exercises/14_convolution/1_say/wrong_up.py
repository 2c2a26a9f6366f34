"""Rounds up.

en: Rounded up
ja: 切り上げると
"""


def output_size(size, filter_size, stride, pad):
    return -(-(size + 2 * pad - filter_size) // stride) + 1
