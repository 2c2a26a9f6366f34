"""Divides the biases too.

en: The biases are divided by groups
ja: バイアスまで
"""


def parameters(F, C, size, groups):
    return F * (C * size**2 + 1) // groups
