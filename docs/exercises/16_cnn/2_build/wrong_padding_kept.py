"""Returns the gradient of the padded image.

en: `dx` has shape (6, 6), expected (4, 4)
ja: `dx` の形状が (6, 6) です
"""

import numpy as np


def max_pooling_backward(x, dout, size, stride, pad=0):
    padded = np.pad(x, pad, constant_values=-np.inf)
    dx = np.zeros_like(padded)
    for oy, ox in np.ndindex(dout.shape):
        top, left = oy * stride, ox * stride
        window = padded[top : top + size, left : left + size]
        fy, fx = np.unravel_index(window.argmax(), window.shape)
        dx[top + fy, left + fx] += dout[oy, ox]
    return dx
