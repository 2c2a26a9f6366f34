"""The two paths, one after the other."""

import numpy as np


def centre_backward(dout):
    dmu = -dout.sum(axis=0)
    return dout + np.full_like(dout, dmu / len(dout))
