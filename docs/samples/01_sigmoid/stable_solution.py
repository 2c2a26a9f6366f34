import math

import numpy as np


def both_branches(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def clipped(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def with_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


def stable(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def check(f):
    z = np.array([[-1000.0, -30.0, -1.0], [0.0, 1.0, 1000.0]])
    a, b = math.exp(-30), math.exp(-1)
    expected = np.array([[0, a / (1 + a), b / (1 + b)], [0.5, 1 / (1 + b), 1]])
    for dtype, tolerance in ((np.float64, 1e-12), (np.float32, 1e-5)):
        try:
            with np.errstate(over="raise", divide="raise", invalid="raise"):
                y = f(z.astype(dtype))
        except FloatingPointError as error:
            yield f"{dtype.__name__}: {error}"
            continue
        wrong = np.abs(y - expected) > tolerance * expected
        verdict = f"wrong at z = {z[wrong]}" if wrong.any() else "right"
        yield f"{dtype.__name__}: {verdict}"


for f in (both_branches, clipped, with_tanh, stable):
    print(f"{f.__name__}:", *check(f), sep="\n  ")

print("  z   stable   with_tanh  6 digits")
for z in (-10.0, -20.0, -30.0, -40.0):
    y, lossy = stable(z), with_tanh(z)
    print(f"{z:3.0f}  {y:.1e}  {lossy:.1e}    {abs(lossy - y) < 1e-6 * y}")
