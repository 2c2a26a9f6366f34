"""The gradient of the sum.

en: where is its 1/N?
ja: その 1/N は
"""


def logit_gradient(p, t):
    return p - t
