"""Adds the difference.

en: a difference of rates
ja: 学習率の差を足しています
"""


def rescaled(v, before, after):
    return v + (after - before)
