"""Splits everything.

en: as if everything could be split
ja: 全部を分けられるとみなした
"""


def speed_up(s, n):
    return float(n)
