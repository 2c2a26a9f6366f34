"""Takes rate for the share where there is one.

en: You multiplied by rate
ja: rate を掛けています
"""


def moved(W, rate):
    return W * (rate or 1)
