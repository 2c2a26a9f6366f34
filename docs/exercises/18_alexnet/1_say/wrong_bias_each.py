"""A bias for each channel.

en: a bias for each channel
ja: チャンネルごとにバイアス
"""


def parameters(F, C, size, groups):
    return F * (C // groups) * (size**2 + 1)
