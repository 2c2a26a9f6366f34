"""Thinks that col2im puts back what im2col took out.

en: if col2im put back what im2col took out
ja: col2imがim2colの逆なら
"""

import numpy as np


def count_windows(size, filter_size, stride=1, pad=0):
    return np.full(size, 1)
