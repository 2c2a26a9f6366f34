"""Puts the points half as far away.

en: at distance 0.5 from x
ja: 0.5 だけ離れた
"""


def slope(f, x, h):
    return (f(x + h / 2) - f(x - h / 2)) / h
