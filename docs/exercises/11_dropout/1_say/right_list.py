"""Number by number."""


def moved(W, rate):
    return [[(1 - rate) * w for w in row] for row in W.tolist()]
