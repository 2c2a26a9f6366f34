"""Divides by h where the run is 2h.

en: twice too large
ja: 2 倍です
"""


def slope(f, x, h):
    return (f(x + h) - f(x - h)) / h
