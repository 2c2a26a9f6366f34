"""Pixel by pixel, in lists."""

import numpy as np


def average_pooling_backward(dout):
    return np.array(
        [
            [[[v / 4 for v in row for _ in (0, 1)] for row in c for _ in (0, 1)] for c in image]
            for image in dout.tolist()
        ]
    )
