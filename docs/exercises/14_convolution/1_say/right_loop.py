"""Puts windows down one by one."""


def output_size(size, filter_size, stride, pad):
    windows, end = 1, filter_size
    while end + stride <= size + 2 * pad:
        windows, end = windows + 1, end + stride
    return windows
