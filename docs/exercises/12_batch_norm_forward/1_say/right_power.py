"""A negative power."""


def age(momentum):
    return momentum**-1 - 1
