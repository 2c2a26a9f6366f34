import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9
    m += np.multiply(g, 0.1, out=scratch)
    v *= fade
    np.maximum(v, np.abs(g, out=scratch), out=v)
    param *= 1 - lr * decay
    np.add(v, 1e-8, out=scratch)
    np.divide(m, scratch, out=scratch)
    scratch *= lr / (1 - 0.9**t)
    param -= scratch
