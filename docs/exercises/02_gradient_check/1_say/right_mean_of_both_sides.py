"""The mean of the slopes to both sides."""


def slope(f, x, h):
    return ((f(x + h) - f(x)) / h + (f(x) - f(x - h)) / h) / 2
