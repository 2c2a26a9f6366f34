"""Divides before it takes the filter away.

en: does not get smaller by the stride
ja: ストライドで変わりません
"""


def output_size(size, filter_size, stride, pad):
    return (size + 2 * pad) // stride - filter_size + 1
