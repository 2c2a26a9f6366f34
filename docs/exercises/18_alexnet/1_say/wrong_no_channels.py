"""Forgets the channels.

en: C has no effect
ja: C が効いていません
"""


def parameters(F, C, size, groups):
    return F * (size**2 + 1)
