import numpy as np


def random_flips(x, rng):
    return x  # <- your turn


def random_crops(x, pad, rng):
    return x  # <- your turn


x = np.arange(1, 10).reshape(1, 1, 3, 3).repeat(4, axis=0)
print("flips", random_flips(x, np.random.default_rng(0))[:, 0], sep="\n")
print("crops", random_crops(x, 1, np.random.default_rng(0))[:, 0], sep="\n")
