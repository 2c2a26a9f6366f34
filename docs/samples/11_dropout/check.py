import numpy as np

from lesson_code import numerical_gradient, relative_error

p = 0.5
rng = np.random.default_rng(0)
x, r = rng.standard_normal((2, 3, 5))  # L = sum of r * y, so dout is r


def factor(rng):
    return (rng.random(x.shape) >= p) / (1 - p)


def held(x):
    return (r * x * factor(np.random.default_rng(1))).sum()  # one mask


def fresh(x):
    return (r * x * factor(rng)).sum()  # another mask at each call


used = factor(np.random.default_rng(1))
for name, dx in {
    "right": r * used,
    "factor missing": r * (used > 0),
    "mask missing": r / (1 - p),
}.items():
    error = relative_error(dx, numerical_gradient(held, x))
    print(f"{name:15} mask held {error:.1e}", end="")
    print(f", new masks {relative_error(dx, numerical_gradient(fresh, x)):.1e}")
