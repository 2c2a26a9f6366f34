"""No more than two cores.

en: speed_up(0.0, 8)
ja: speed_up(0.0, 8)
"""


def speed_up(s, n):
    return 1 / (s + (1 - s) / min(n, 4))
