"""Adds the gradients and forgets to divide.

en: 2 times what it should be
ja: 2 倍です
"""


def combine(gradients, sizes):
    return sum(gradients)
