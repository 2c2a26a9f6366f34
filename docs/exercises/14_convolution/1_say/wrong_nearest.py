"""Rounds to the nearest number.

en: Rounded to the nearest
ja: 四捨五入では
"""


def output_size(size, filter_size, stride, pad):
    return round((size + 2 * pad - filter_size) / stride) + 1
