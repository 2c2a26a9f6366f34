"""Looks at what a layer keeps for itself.

en: may have any name
ja: 名前は、層によって違います
"""

import numpy as np


def check(Layer):
    layer = Layer(np.ones((3, 2)), np.ones(2))
    x = np.arange(12.0).reshape(4, 3)
    layer.forward(x)
    assert np.array_equal(layer.x, x), "x was not kept"
