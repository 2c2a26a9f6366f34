"""Takes the right value from the left one.

en: wrong sign
ja: 符号が逆
"""


def slope(f, x, h):
    return (f(x - h) - f(x + h)) / (2 * h)
