"""With Fractions, turned into a number at the end."""

from fractions import Fraction


def speed_up(s, n):
    s = Fraction(s)
    return float(1 / (s + (1 - s) / n))
