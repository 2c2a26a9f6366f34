"""Two times, one over the other."""


def speed_up(s, n):
    alone = s + (1 - s)
    together = s + (1 - s) / n
    return alone / together
