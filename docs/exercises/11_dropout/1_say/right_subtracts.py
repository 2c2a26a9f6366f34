"""Takes the share away."""


def moved(W, rate):
    return W - rate * W
