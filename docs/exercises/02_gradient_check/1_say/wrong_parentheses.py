"""Divides by 2, and multiplies by h.

en: Use parentheses
ja: かっこを使いましょう
"""


def slope(f, x, h):
    return (f(x + h) - f(x - h)) / 2 * h
