"""Moves to one side, and divides by 2h.

en: half of what it should be
ja: 半分です
"""


def slope(f, x, h):
    return (f(x + h) - f(x)) / (2 * h)
