"""Element by element; a NaN is looked for first, since Python's max may pass over it."""

import math


def my_relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError("not the same shape")
    largest = scale = 0.0
    for u, v in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True):
        if math.isnan(u) or math.isnan(v):
            return math.nan
        largest = max(largest, abs(u - v))
        scale = max(scale, abs(u) + abs(v))
    return largest / scale if scale else 0.0
