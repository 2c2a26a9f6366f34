"""Divides first: that is -u."""


def rescaled(v, before, after):
    return v / before * after
