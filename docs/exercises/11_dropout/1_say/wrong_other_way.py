"""Divides.

en: other way round
ja: 向きが逆
"""


def moved(W, rate):
    return W / (1 - rate)
