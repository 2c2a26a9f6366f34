"""The highest z is not above 0."""


def dead(z):
    return z.max(axis=0) <= 0
