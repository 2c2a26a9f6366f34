"""A power."""


def speed_up(s, n):
    return (s + (1 - s) * n**-1) ** -1
