"""Takes the square, for two directions.

en: moved(W, 0.2)
ja: moved(W, 0.2)
"""


def moved(W, rate):
    return W * (1 - rate) ** 2
