"""One new array is left.

en: new arrays of 1.0 times the size
ja: param の 1.0 倍の新しい配列
"""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9
    m += 0.1 * g
    v *= 0.999
    np.multiply(g, g, out=scratch)
    scratch *= 0.001
    v += scratch
    np.divide(v, 1 - 0.999**t, out=scratch)
    np.sqrt(scratch, out=scratch)
    scratch += 1e-8
    np.divide(m, scratch, out=scratch)
    scratch *= lr / (1 - 0.9**t)
    param -= scratch
