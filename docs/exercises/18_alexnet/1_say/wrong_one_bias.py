"""One bias for the layer.

en: one bias for the whole layer
ja: 層全体で一つ
"""


def parameters(F, C, size, groups):
    return F * (C // groups) * size**2 + 1
