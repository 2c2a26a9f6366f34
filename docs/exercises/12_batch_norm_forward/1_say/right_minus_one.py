"""Divides, and takes away 1."""


def age(momentum):
    return 1 / momentum - 1
