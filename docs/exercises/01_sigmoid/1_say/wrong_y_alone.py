"""Forgets the factor 1 - y.

en: Only one of the two factors is there
ja: 因子が一つ足りません
"""


def gradient(dout, y):
    return dout * y
