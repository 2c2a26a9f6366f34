"""Weights and biases one after the other."""


def parameters(F, C, size, groups):
    return F * C * size * size // groups + F
