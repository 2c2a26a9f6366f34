"""Forgets the first window.

en: the first window is missing
ja: 一つ足りません
"""


def output_size(size, filter_size, stride, pad):
    return (size + 2 * pad - filter_size) // stride
