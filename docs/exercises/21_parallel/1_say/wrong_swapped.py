"""Takes s for what can be split.

en: changed places
ja: s と 1 - s が逆
"""


def speed_up(s, n):
    return 1 / ((1 - s) + s / n)
