"""Counts one group.

en: one group only
ja: 一つの組のフィルタしか
"""


def parameters(F, C, size, groups):
    return F // groups * (C // groups * size**2 + 1)
