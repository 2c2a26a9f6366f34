"""Takes less padding.

en: has shape (1, 1, 3, 3)
ja: の形状が (1, 1, 3, 3)
"""

import numpy as np

from lesson_code import convolve_naive


def input_gradient(dout, W, pad):
    F, C, FH, _ = W.shape
    back = W[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
    pad = pad + 1
    return convolve_naive(dout, back, np.zeros(C), pad=FH - 1 - pad)
