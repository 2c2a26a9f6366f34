"""C order.

en: These are the strides of C order
ja: これはC順の歩幅です
"""


def strides(N, C, H, W):
    return C * H * W, H * W, W, 1
