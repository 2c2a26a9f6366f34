"""Divides each value before the difference."""


def slope(f, x, h):
    return f(x + h) / (2 * h) - f(x - h) / (2 * h)
