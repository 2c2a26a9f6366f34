import numpy as np


def moved(W, rate):
    return W * (1 - rate)


rng = np.random.default_rng(0)
h, W = rng.random((2, 5)), rng.standard_normal((5, 3))
print("report:   ", ((h * (1 - 0.2)) @ W).round(3).tolist())
print("this page:", (h @ moved(W, 0.2)).round(3).tolist())
