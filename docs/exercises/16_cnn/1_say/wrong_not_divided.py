"""Gives each pixel the whole gradient.

en: Every pixel receives the whole gradient
ja: 勾配が丸ごと届き
"""


def average_pooling_backward(dout):
    return dout.repeat(2, axis=2).repeat(2, axis=3)
