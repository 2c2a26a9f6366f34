"""Gives back nested lists."""


def gradient(dout, y):
    if y.ndim == 0:
        return float(dout * y * (1 - y))
    return [gradient(d, v) for d, v in zip(dout, y, strict=True)]
