"""The ratio upside down.

en: the other way round
ja: 逆です
"""


def rescaled(v, before, after):
    return v * before / after
