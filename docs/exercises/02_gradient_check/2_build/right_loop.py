"""Copies of x, indices from itertools; looks for NaN first, since Python's max may pass it."""

import itertools
import math

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    slopes = []
    for i in itertools.product(*map(range, x.shape)):
        values = []
        for step in (h, -h):
            moved = x.copy()
            moved[i] += step
            values.append(f(moved))
        slopes.append((values[0] - values[1]) / (2 * h))
    return np.array(slopes).reshape(x.shape)


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError("not the same shape")
    largest = scale = 0.0
    for u, v in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True):
        if math.isnan(u) or math.isnan(v):
            return math.nan
        largest = max(largest, abs(u - v))
        scale = max(scale, abs(u) + abs(v))
    return largest / scale if scale else 0.0
