"""Prints its verdict.

en: your check prints
ja: check は表示をするだけ
"""

import numpy as np


def check(Layer):
    layer = Layer(np.eye(2), np.ones(2))
    if np.allclose(layer.forward(np.eye(2)), np.eye(2) + 1):
        print("right")
    else:
        print("wrong")
