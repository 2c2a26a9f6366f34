"""Forgets the groups.

en: groups has no effect
ja: groups が効いていません
"""


def parameters(F, C, size, groups):
    return F * (C * size**2 + 1)
