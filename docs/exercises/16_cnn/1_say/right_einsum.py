"""By einsum."""

import numpy as np


def average_pooling_backward(dout):
    N, C, OH, OW = dout.shape
    dx = np.einsum("ncij,a,b->nciajb", dout, [0.5, 0.5], [0.5, 0.5])
    return dx.reshape(N, C, 2 * OH, 2 * OW)
