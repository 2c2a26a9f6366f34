"""Calculates, and returns nothing.

en: without a `return`
ja: return` を書き忘れて
"""


def bias_gradient(dout):
    dout.sum(axis=0)
