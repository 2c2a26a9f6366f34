"""Marks the living.

en: other way round
ja: 逆です
"""


def dead(z):
    return (z > 0).any(axis=0)
