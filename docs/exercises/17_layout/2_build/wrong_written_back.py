"""New arrays, written into the old ones.

en: times the size of param
ja: 倍の新しい配列
"""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m[...] = 0.9 * m + 0.1 * g
    v[...] = 0.999 * v + 0.001 * g**2
    param -= lr * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
