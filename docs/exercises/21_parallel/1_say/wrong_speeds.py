"""Adds speeds (the law for a problem that grows).

en: times that add up
ja: 足せるのは時間
"""


def speed_up(s, n):
    return s + (1 - s) * n
