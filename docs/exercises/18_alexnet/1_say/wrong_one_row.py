"""A filter is a row.

en: in one direction only
ja: 縦か横の
"""


def parameters(F, C, size, groups):
    return F * (C // groups * size + 1)
