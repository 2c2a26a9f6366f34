"""Returns nothing.

en: None
ja: None
"""


def moved(W, rate):
    W * (1 - rate)
