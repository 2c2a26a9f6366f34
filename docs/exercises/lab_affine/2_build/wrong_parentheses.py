"""Asserts a tuple, which is always true.

en: could what it asserts ever be false?
ja: 偽になることがありえますか
"""

import numpy as np


def check(Layer):
    layer = Layer(np.eye(2), np.ones(2))
    right = np.allclose(layer.forward(np.eye(2)), np.eye(2) + 1)
    verdict = (right, "the bias")
    assert verdict
