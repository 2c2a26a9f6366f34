"""Always 0.

en: dx is 0 everywhere
ja: dx がどこも 0
"""


def centre_backward(dout):
    return 0 * dout
