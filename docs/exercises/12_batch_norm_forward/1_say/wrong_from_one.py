"""Counts from 1.

en: Its age is 0
ja: 0 歩前です
"""


def age(momentum):
    return 1 / momentum
