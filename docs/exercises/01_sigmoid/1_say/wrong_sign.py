"""Turns the difference round.

en: Every sign is wrong
ja: 符号がすべて逆です
"""


def gradient(dout, y):
    return dout * y * (y - 1)
