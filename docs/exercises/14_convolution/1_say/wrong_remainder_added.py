"""Adds a window for a remainder of 3.

en: but 2 windows fit
ja: 置ける窓は 2 個
"""


def output_size(size, filter_size, stride, pad):
    room = size + 2 * pad - filter_size
    return room // stride + 1 + (room % stride == 3)
