"""v of g.

en: It should be one of g squared
ja: g の二乗の平均です
"""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9
    m += np.multiply(g, 0.1, out=scratch)
    v *= 0.999
    np.copyto(scratch, g)
    scratch *= 0.001
    v += scratch
    np.divide(np.abs(v), 1 - 0.999**t, out=scratch)
    np.sqrt(scratch, out=scratch)
    scratch += 1e-8
    np.divide(m, scratch, out=scratch)
    scratch *= lr / (1 - 0.9**t)
    param -= scratch
