"""Forgets the biases.

en: The biases are missing
ja: バイアスが抜けて
"""


def parameters(F, C, size, groups):
    return F * (C // groups) * size**2
