"""Broadcast into six axes."""

import numpy as np


def average_pooling_backward(dout):
    N, C, OH, OW = dout.shape
    share = dout[:, :, :, np.newaxis, :, np.newaxis] / 4
    return np.broadcast_to(share, (N, C, OH, 2, OW, 2)).reshape(N, C, 2 * OH, 2 * OW)
