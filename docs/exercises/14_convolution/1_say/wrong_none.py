"""Forgets to return.

en: Did the function end without
ja: 書き忘れて
"""


def output_size(size, filter_size, stride, pad):
    (size + 2 * pad - filter_size) // stride + 1
