"""Off on average.

en: is not dead: its z
ja: は死んでいません
"""


def dead(z):
    return z.mean(axis=0) <= 0
