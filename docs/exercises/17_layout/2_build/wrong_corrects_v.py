"""Corrects v in place.

en: v holds the corrected mean
ja: 補正した値が入っています
"""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9
    m += np.multiply(g, 0.1, out=scratch)
    v *= 0.999
    np.multiply(g, g, out=scratch)
    scratch *= 0.001
    v += scratch
    v /= 1 - 0.999**t
    np.sqrt(v, out=scratch)
    scratch += 1e-8
    np.divide(m, scratch, out=scratch)
    scratch *= lr / (1 - 0.9**t)
    param -= scratch
