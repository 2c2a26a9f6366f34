"""Adds over the outputs.

en: one number for each sample
ja: サンプルごとに一つずつ
"""


def bias_gradient(dout):
    return dout.sum(axis=1)
