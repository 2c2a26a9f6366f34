"""Uses the gradient as its scratch.

en: g has changed
ja: g が変わっています
"""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9
    m += np.multiply(g, 0.1, out=g)
    v *= 0.999
    np.multiply(g, g, out=g)
    g *= 0.001
    v += g
    np.divide(v, 1 - 0.999**t, out=g)
    np.sqrt(g, out=g)
    g += 1e-8
    np.divide(m, g, out=g)
    g *= lr / (1 - 0.9**t)
    param -= g
