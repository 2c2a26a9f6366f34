"""Forgets the padding.

en: pad has no effect
ja: pad が効いていません
"""


def output_size(size, filter_size, stride, pad):
    return (size - filter_size) // stride + 1
