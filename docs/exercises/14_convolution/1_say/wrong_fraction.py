"""Keeps the remainder.

en: drop the remainder with //
ja: 余りは // で捨てて
"""


def output_size(size, filter_size, stride, pad):
    return (size + 2 * pad - filter_size) / stride + 1
