"""By the completed square of the lesson."""


def gradient(dout, y):
    return dout * (0.25 - (y - 0.5) ** 2)
