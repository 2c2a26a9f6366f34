"""Neither is corrected.

en: Neither m nor v is corrected
ja: m も v も補正していません
"""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9
    m += np.multiply(g, 0.1, out=scratch)
    v *= 0.999
    np.multiply(g, g, out=scratch)
    scratch *= 0.001
    v += scratch
    np.copyto(scratch, v)
    np.sqrt(scratch, out=scratch)
    scratch += 1e-8
    np.divide(m, scratch, out=scratch)
    scratch *= lr
    param -= scratch
