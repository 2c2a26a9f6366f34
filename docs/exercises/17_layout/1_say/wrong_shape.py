"""The shape.

en: the shape, not the strides
ja: 形状です
"""


def strides(N, C, H, W):
    return N, C, H, W
