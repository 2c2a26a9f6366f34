"""Bytes.

en: Count numbers.
ja: 個数で答えて
"""


def strides(N, C, H, W):
    return 4, 4 * H * W * N, 4 * W * N, 4 * N
