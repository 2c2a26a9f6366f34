"""Returns True and False.

en: returned True
ja: True を返しました
"""

import numpy as np


def check(Layer):
    layer = Layer(np.eye(2), np.ones(2))
    return np.allclose(layer.forward(np.eye(2)), np.eye(2) + 1)
