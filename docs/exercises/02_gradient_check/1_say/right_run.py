"""Names the rise and the run."""


def slope(f, x, h):
    left, right = x - h, x + h
    return (f(right) - f(left)) / (right - left)
