"""Compares the part that can be split.

en: together 1
ja: 合わせて 1
"""


def speed_up(s, n):
    return (1 - s) / (s + (1 - s) / n)
