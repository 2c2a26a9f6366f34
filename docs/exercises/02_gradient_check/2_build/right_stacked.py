"""A loop whose variable is the element itself; both maxima at once, of two rows."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    def slope(i):
        old = x[i]
        values = []
        for x[i] in (old + h, old - h):
            values.append(float(f(x)))
        x[i] = old
        return -np.diff(values)[0] / (2 * h)

    return np.reshape([slope(i) for i in np.ndindex(*x.shape)], x.shape)


def relative_error(a, b):
    a, b = np.asarray(a), np.asarray(b)
    if len(a.shape) != len(b.shape) or any(m != n for m, n in zip(a.shape, b.shape, strict=True)):
        raise ValueError(a.shape, b.shape)
    rows = np.stack([abs(a - b), abs(a) + abs(b)]).reshape(2, -1)
    top, bottom = rows.max(axis=1)
    return float(top / bottom) if bottom != 0 else 0.0
