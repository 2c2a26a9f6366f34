"""Returns new arrays.

en: param has not changed
ja: param が変わっていません
"""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    return param - lr * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
