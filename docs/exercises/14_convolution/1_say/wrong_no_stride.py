"""Forgets the stride.

en: stride has no effect
ja: stride が効いていません
"""


def output_size(size, filter_size, stride, pad):
    return size + 2 * pad - filter_size + 1
