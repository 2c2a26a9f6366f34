"""Knows one change only.

en: a tenth of v
ja: v の 10 分の 1
"""


def rescaled(v, before, after):
    return v / 10
