"""Forgets to set training, and so examines inference with the first averages.

en: Gradients: 0 of 3 found
ja: 勾配：3 個中 0 個を発見
"""

import numpy as np


def check(Layer):
    x = np.random.default_rng(0).normal(3, 2, (8, 3))
    layer = Layer(np.full(3, 2.0), np.ones(3))
    assert np.allclose(layer.forward(x), 2 * x + 1, rtol=1e-4), "y"
