"""m is not corrected.

en: m is not corrected
ja: m を補正していません
"""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9
    m += np.multiply(g, 0.1, out=scratch)
    v *= 0.999
    np.multiply(g, g, out=scratch)
    scratch *= 0.001
    v += scratch
    np.divide(v, 1 - 0.999**t, out=scratch)
    np.sqrt(scratch, out=scratch)
    scratch += 1e-8
    np.divide(m, scratch, out=scratch)
    scratch *= lr
    param -= scratch
