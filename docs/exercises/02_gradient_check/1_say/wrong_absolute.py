"""Loses the sign.

en: A slope has a sign
ja: 傾きには符号があります
"""


def slope(f, x, h):
    return abs(f(x + h) - f(x - h)) / (2 * h)
