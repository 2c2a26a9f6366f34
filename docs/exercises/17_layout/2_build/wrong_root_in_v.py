"""Takes the root in place.

en: v holds its own root
ja: v に平方根が入っています
"""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9
    m += np.multiply(g, 0.1, out=scratch)
    v *= 0.999
    np.multiply(g, g, out=scratch)
    scratch *= 0.001
    v += scratch
    np.sqrt(v, out=v)
    np.divide(v, np.sqrt(1 - 0.999**t), out=scratch)
    scratch += 1e-8
    np.divide(m, scratch, out=scratch)
    scratch *= lr / (1 - 0.9**t)
    param -= scratch
