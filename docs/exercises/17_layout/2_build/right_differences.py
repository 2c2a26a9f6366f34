"""m moves a tenth of the way to g."""

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    np.subtract(g, m, out=scratch)
    np.multiply(scratch, 0.1, scratch)
    np.add(m, scratch, m)
    np.square(g, out=scratch)
    np.subtract(scratch, v, scratch)
    np.multiply(scratch, 0.001, scratch)
    np.add(v, scratch, v)
    np.sqrt(np.divide(v, 1 - 0.999**t, out=scratch), out=scratch)
    np.add(scratch, 1e-8, scratch)
    np.divide(m, scratch, scratch)
    np.multiply(scratch, lr / (1 - 0.9**t), scratch)
    np.subtract(param, scratch, param)
