"""Leaves out what cannot be split.

en: that of the share s was
ja: 割合 s にかかる時間が入っていません
"""


def speed_up(s, n):
    return (1 - s) * n
