"""Off for any image.

en: is not dead: its z
ja: は死んでいません
"""


def dead(z):
    return (z <= 0).any(axis=0)
