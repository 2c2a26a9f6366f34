"""Divides only one of the two values.

en: parentheses around the difference
ja: 差もかっこで
"""


def slope(f, x, h):
    return f(x + h) - f(x - h) / (2 * h)
