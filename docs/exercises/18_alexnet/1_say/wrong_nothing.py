"""Leaves it as it was.

en: but there are
ja: 正しくは
"""


def parameters(F, C, size, groups):
    return F
