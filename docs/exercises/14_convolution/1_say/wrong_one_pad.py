"""Adds the padding at one end.

en: pad is added once
ja: 一度しか足していません
"""


def output_size(size, filter_size, stride, pad):
    return (size + pad - filter_size) // stride + 1
