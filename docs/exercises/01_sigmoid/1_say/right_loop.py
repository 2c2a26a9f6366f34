"""One number after the other."""

import numpy as np


def gradient(dout, y):
    pairs = zip(dout.ravel().tolist(), y.ravel().tolist(), strict=True)
    return np.array([d * v * (1 - v) for d, v in pairs]).reshape(y.shape)
