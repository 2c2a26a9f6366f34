"""Both corrections go into the rate, and eps with them."""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    root = np.sqrt(1 - 0.999**t)
    m *= 0.9
    m += np.multiply(0.1, g, out=scratch)
    v *= 0.999
    v += np.multiply(np.multiply(g, g, out=scratch), 0.001, out=scratch)
    np.sqrt(v, out=scratch)
    scratch += 1e-8 * root
    np.divide(m, scratch, out=scratch)
    scratch *= lr * root / (1 - 0.9**t)
    param -= scratch
