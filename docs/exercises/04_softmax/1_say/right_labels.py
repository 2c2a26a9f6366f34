"""Finds the right classes first."""

import numpy as np


def logit_gradient(p, t):
    d = p.copy()
    d[np.arange(len(d)), t.argmax(axis=1)] -= 1
    return d * (1 / len(d))
