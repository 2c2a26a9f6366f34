"""Returns the limit.

en: what no number of workers exceeds
ja: 超えられない値
"""


def speed_up(s, n):
    return 1 / s if s else n
