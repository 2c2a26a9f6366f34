"""n and x in the same place.

en: n and x have the same stride
ja: n と x の歩幅が同じ
"""


def strides(N, C, H, W):
    return 1, H * W, W, 1
