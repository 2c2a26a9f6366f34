"""Averages over everything, and one number is left.

en: has shape (), expected (4, 3)
ja: 形状が () です
"""

import numpy as np


def combine(gradients, sizes):
    return np.average([gradient.mean() for gradient in gradients], weights=sizes)
