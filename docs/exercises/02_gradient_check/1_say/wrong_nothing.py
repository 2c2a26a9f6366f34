"""Ends without a return.

en: gave None
ja: None になりました
"""


def slope(f, x, h):
    (f(x + h) - f(x - h)) / (2 * h)
