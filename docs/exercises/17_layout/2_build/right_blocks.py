"""The plain formula, some thousand numbers at a time, without scratch."""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    flat = [array.reshape(-1) for array in (param, g, m, v)]
    for i in range(0, param.size, 4096):
        p, d, mean, square = (array[i : i + 4096] for array in flat)
        mean += 0.1 * (d - mean)
        square += 0.001 * (d * d - square)
        p -= lr / (1 - 0.9**t) * mean / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)
