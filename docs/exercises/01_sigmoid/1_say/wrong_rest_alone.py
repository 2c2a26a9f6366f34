"""Forgets the factor y.

en: Only one of the two factors is there
ja: 因子が一つ足りません
"""


def gradient(dout, y):
    return dout * (1 - y)
