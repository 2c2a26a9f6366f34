"""Asks for each position which windows see it; returns a list."""


def count_windows(size, filter_size, stride=1, pad=0):
    windows = range((size + 2 * pad - filter_size) // stride + 1)
    return [sum(0 <= y + pad - stride * oy < filter_size for oy in windows) for y in range(size)]
