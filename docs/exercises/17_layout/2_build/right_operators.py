"""Only operators that work in place."""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    scratch[...] = g
    scratch *= 0.1
    m *= 0.9
    m += scratch
    scratch[...] = g
    scratch *= scratch
    scratch *= 0.001
    v *= 0.999
    v += scratch
    scratch[...] = v
    scratch /= 1 - 0.999**t
    np.sqrt(scratch, out=scratch)
    scratch += 1e-8
    scratch **= -1
    scratch *= m
    scratch *= lr / (1 - 0.9**t)
    param -= scratch
