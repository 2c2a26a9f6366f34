"""Multiplies by the groups.

en: You multiplied by groups
ja: groups を掛けて
"""


def parameters(F, C, size, groups):
    return F * (C * groups * size**2 + 1)
