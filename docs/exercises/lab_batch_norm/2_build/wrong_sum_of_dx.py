"""Asks of dx no more than that its columns add up to 0.

en: LIVES  10. Clue: The columns
ja: 見逃し  10. 手がかり：`dx` の各列の和
"""

import numpy as np


def check(Layer):
    rng = np.random.default_rng(0)
    layer = Layer(np.full(3, 2.0), np.ones(3))
    layer.training = True
    layer.forward(rng.normal(3, 2, (8, 3)))
    dx = layer.backward(rng.normal(size=(8, 3)))
    assert np.allclose(dx.sum(axis=0), 0), "dx"
