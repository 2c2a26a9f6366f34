"""Divides only where there is something to divide."""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    np.multiply(m, 0.9, out=m)
    np.add(m, np.multiply(g, 0.1, out=scratch), out=m)
    np.multiply(v, 0.999, out=v)
    np.power(g, 2, out=scratch)
    np.multiply(scratch, 0.001, out=scratch)
    np.add(v, scratch, out=v)
    np.copyto(scratch, v)
    np.divide(scratch, 1 - 0.999**t, out=scratch, where=v > 0)
    np.sqrt(scratch, out=scratch, where=v > 0)
    np.add(scratch, 1e-8, out=scratch)
    np.divide(m, scratch, out=scratch)
    np.multiply(scratch, lr / (1 - 0.9**t), out=scratch)
    np.subtract(param, scratch, out=param)
