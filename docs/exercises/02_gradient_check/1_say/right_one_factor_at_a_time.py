"""Divides by 2, and then by h."""


def slope(f, x, h):
    return (f(x + h) - f(x - h)) / 2 / h
