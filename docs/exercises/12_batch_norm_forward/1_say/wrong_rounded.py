"""Counts whole steps.

en: age(0.7)
ja: age(0.7)
"""


def age(momentum):
    return round(1 / momentum) - 1
