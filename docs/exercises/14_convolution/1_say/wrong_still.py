"""Leaves the size as it is.

en: The size stays as it is
ja: 大きさが変わっていません
"""


def output_size(size, filter_size, stride, pad):
    return size
