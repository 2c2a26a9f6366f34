"""Returns the time.

en: the time that four workers take
ja: 4 個で計算したときの時間
"""


def speed_up(s, n):
    return s + (1 - s) / n
