"""A matrix from the left, one from the right."""

import numpy as np


def average_pooling_backward(dout):
    rows, columns = (np.eye(n).repeat(2, axis=0) / 2 for n in dout.shape[2:])
    return rows @ dout @ columns.T
