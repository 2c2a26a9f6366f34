"""Numerator and denominator times n."""


def speed_up(s, n):
    return n / (1 + s * (n - 1))
