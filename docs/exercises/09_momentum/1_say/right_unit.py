"""By way of PyTorch's u."""


def rescaled(v, before, after):
    u = -v / before
    return -after * u
