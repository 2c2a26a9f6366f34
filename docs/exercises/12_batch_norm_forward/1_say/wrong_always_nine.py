"""Knows one of them by heart.

en: age(0.01)
ja: age(0.01)
"""


def age(momentum):
    return 9.0 + 0 * momentum
