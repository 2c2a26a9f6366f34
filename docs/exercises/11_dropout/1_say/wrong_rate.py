"""Multiplies by what is dropped.

en: Nothing is dropped then
ja: 何も 0 にしない
"""


def moved(W, rate):
    return W * rate
