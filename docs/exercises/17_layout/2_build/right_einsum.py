"""einsum writes the square."""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9 / 0.1
    m += g
    m *= 0.1
    v *= 0.999 / 0.001
    v += np.einsum("...,...->...", g, g, out=scratch)
    v *= 0.001
    np.multiply(v, 1 / (1 - 0.999**t), out=scratch)
    np.sqrt(scratch, out=scratch)
    scratch += 1e-8
    np.reciprocal(scratch, out=scratch)
    scratch *= m
    scratch *= -lr / (1 - 0.9**t)
    param += scratch
