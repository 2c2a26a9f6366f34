"""By np.kron."""

import numpy as np


def average_pooling_backward(dout):
    return np.kron(dout, np.full((2, 2), 0.25))
