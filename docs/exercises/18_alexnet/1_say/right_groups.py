"""Group by group."""


def parameters(F, C, size, groups):
    each = F // groups * (C // groups) * size**2 + F // groups
    return groups * each
