"""Divides by the inverse."""


def moved(W, rate):
    return W / (1 / (1 - rate))
