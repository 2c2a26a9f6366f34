"""A minus from v = -lr u.

en: the wrong sign
ja: 符号が逆
"""


def rescaled(v, before, after):
    return -v * after / before
