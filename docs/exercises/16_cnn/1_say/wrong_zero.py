"""Always 0.

en: dx is 0 everywhere
ja: dx がどこも 0
"""

import numpy as np


def average_pooling_backward(dout):
    return 0 * np.kron(dout, np.ones((2, 2)))
