"""A list of Python's own True and False."""


def dead(z):
    return [all(value <= 0 for value in column) for column in z.T]
