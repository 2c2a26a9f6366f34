"""Steps until half is left.

en: age(0.1)
ja: age(0.1)
"""


def age(momentum):
    return -0.6931 / (-momentum - momentum**2 / 2)
