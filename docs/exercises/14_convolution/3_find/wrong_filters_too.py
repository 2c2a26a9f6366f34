"""Flips the filters, too.

en: Filters are in the opposite order
ja: フィルタが逆順
"""

import numpy as np

from lesson_code import convolve_naive


def input_gradient(dout, W, pad):
    F, C, FH, _ = W.shape
    back = W[::-1, :, ::-1, ::-1].transpose(1, 0, 2, 3)
    return convolve_naive(dout, back, np.zeros(C), pad=FH - 1 - pad)
