"""Divides the first window, too.

en: The + 1 is divided by the stride
ja: + 1 までストライドで割って
"""


def output_size(size, filter_size, stride, pad):
    return (size + 2 * pad - filter_size + 1) // stride
