"""Starts anew.

en: all momentum is lost
ja: 勢いがすべてなくなります
"""


def rescaled(v, before, after):
    return 0 * v
