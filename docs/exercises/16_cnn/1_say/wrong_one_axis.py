"""Repeats the rows only.

en: expected (1, 1, 2, 4)
ja: 正しくは (1, 1, 2, 4)
"""


def average_pooling_backward(dout):
    return dout.repeat(2, axis=2) / 4
