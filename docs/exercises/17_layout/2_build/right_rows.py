"""The plain formula, a row at a time: its new arrays are small."""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    for i in range(len(param)):
        m[i] = 0.9 * m[i] + 0.1 * g[i]
        v[i] = 0.999 * v[i] + 0.001 * g[i] ** 2
        param[i] -= lr * (m[i] / (1 - 0.9**t)) / (np.sqrt(v[i] / (1 - 0.999**t)) + 1e-8)
