"""gamma is 1 and beta 0, as in the first step of a training.

en: LIVES  2. Clue: With the
ja: 見逃し  2. 手がかり：学習を始めるとき
"""

import numpy as np


def check(Layer):
    x = np.random.default_rng(0).normal(3, 2, (8, 3))
    layer = Layer(np.ones(3), np.zeros(3))
    layer.training = True
    wanted = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-5)
    assert np.allclose(layer.forward(x), wanted), "y"
