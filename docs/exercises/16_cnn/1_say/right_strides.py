"""Every second pixel, four times."""

import numpy as np


def average_pooling_backward(dout):
    N, C, OH, OW = dout.shape
    dx = np.empty((N, C, 2 * OH, 2 * OW))
    for fy in (0, 1):
        for fx in (0, 1):
            dx[:, :, fy::2, fx::2] = dout / 4
    return dx
