"""Always four workers.

en: speed_up(0.3, 1)
ja: speed_up(0.3, 1)
"""


def speed_up(s, n):
    return 1 / (s + (1 - s) / 4)
