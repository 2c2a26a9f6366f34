"""Converts first."""


def age(momentum):
    m = 1 - momentum
    return m / (1 - m)
